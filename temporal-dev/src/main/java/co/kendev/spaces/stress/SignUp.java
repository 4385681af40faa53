package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.RestClient;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** An applicant who does not give up: the same sign-up is sent until it is taken, then its progress is followed. */
final class SignUp {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RestClient rest;
    private final Business business;

    SignUp(RestClient rest, Business business) {
        this.rest = rest;
        this.business = business;
    }

    /** Sends until taken; returns the process with its status token. */
    RestClient.Answer send(Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                var answer = rest.signUp(business);
                if (answer.good()) {
                    return answer;
                }
                if (answer.status() < 500 && answer.status() != 429) {
                    throw new IllegalStateException("The sign-up of " + business.slug() + " was answered with "
                            + answer.status() + ": " + answer.body());
                }
            } catch (IOException away) {
                // it is sent again below
            }
            pause(until, "was not taken");
        }
    }

    /** Follows until the space is live. */
    JsonNode awaitLive(RestClient.Answer taken, Duration patience) throws InterruptedException {
        return await(taken, patience, "live");
    }

    /** Follows until the process is in that state, or live. */
    JsonNode await(RestClient.Answer taken, Duration patience, String state) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                var answer = rest.get("/api/v1/processes/" + taken.text("id"), taken.text("statusToken"));
                if (answer.good()) {
                    if (state.equals("live")
                            ? RestClient.isLive(answer.body())
                            : answer.text("state").equals(state)) {
                        return answer.body();
                    }
                    if (answer.text("state").equals("failed")) {
                        throw new IllegalStateException("The onboarding has failed: " + answer.body());
                    }
                }
            } catch (IOException away) {
                // looked at again below
            }
            pause(until, "is not " + state);
        }
    }

    private void pause(long until, String what) throws InterruptedException {
        if (System.nanoTime() > until) {
            throw new IllegalStateException(business.slug() + " " + what + " in time");
        }
        Thread.sleep(PAUSE);
    }
}
