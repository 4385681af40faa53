package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A person who talks on while everything breaks: each message is sent again under its client id until it is acknowledged. */
final class Talker {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RestClient rest;
    private final String login;
    private final UUID channel;
    private final Duration patience;
    private @Nullable String token;

    /** @param patience how long one message may stay unacknowledged, whatever is killed meanwhile */
    Talker(RestClient rest, String login, UUID channel, Duration patience) {
        this.rest = rest;
        this.login = login;
        this.channel = channel;
        this.patience = patience;
    }

    /** Talks until told to stop; what was begun by then is still brought to its end. */
    void talk(BooleanSupplier go, Duration pause, Consumer<Ack> acknowledged) throws InterruptedException {
        while (go.getAsBoolean()) {
            acknowledged.accept(say(UUID.randomUUID().toString()));
            Thread.sleep(pause);
        }
    }

    private Ack say(String clientId) throws InterruptedException {
        var body = Map.of("clientId", clientId, "text", "Said by " + login + " as " + clientId);
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                if (token == null) {
                    token = rest.token(login, Business.PASSWORD);
                }
                var answer = rest.post("/api/v1/channels/" + channel + "/messages", token, body);
                if (answer.good()) {
                    return new Ack(
                            channel,
                            clientId,
                            UUID.fromString(answer.text("id")),
                            answer.body().path("seq").asLong());
                }
                if (answer.status() == 401) {
                    token = null;
                } else if (answer.status() < 500 && answer.status() != 429) {
                    throw new IllegalStateException(
                            "A post was answered with " + answer.status() + ": " + answer.body());
                }
            } catch (IOException | RestClient.Refused away) {
                // it is said again below: whoever does not answer has promised nothing
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Message " + clientId + " of " + login + " was not acknowledged within "
                        + patience.toSeconds() + " s");
            }
            Thread.sleep(PAUSE);
        }
    }
}
