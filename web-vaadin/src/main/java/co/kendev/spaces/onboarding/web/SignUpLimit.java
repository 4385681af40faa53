package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.platform.web.Network;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RateLimit;
import co.kendev.spaces.platform.web.RequestRefused;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lets nobody fill the installation with sign-ups: so many per address and minute, by whichever way in. */
@Component
public class SignUpLimit {
    private static final int DEFAULT = 10;
    /** On one's own machine the demo and the stress tests sign up in bulk. */
    private static final int DEFAULT_ON_LOOPBACK = 300;

    private final RateLimit limit;

    SignUpLimit(@Value("${spaces.web.signups-per-minute:}") String perMinute, Network network, Clock clock) {
        int most = !perMinute.isBlank()
                ? Integer.parseInt(perMinute.strip())
                : network.loopbackOnly() ? DEFAULT_ON_LOOPBACK : DEFAULT;
        this.limit = new RateLimit(most, Duration.ofMinutes(1), clock);
    }

    /**
     * Counts a sign-up.
     *
     * @param address where it comes from
     * @throws RequestRefused when there were too many
     */
    public void take(String address) {
        limit.take(Network.sender(address)).ifPresent(wait -> {
            throw new RequestRefused(
                    Problem.Kind.TOO_MANY.because(
                            "There were many sign-ups from your address in the last minute. Wait a moment and send this again."),
                    wait);
        });
    }
}
