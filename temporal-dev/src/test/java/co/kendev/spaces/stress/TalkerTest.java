package co.kendev.spaces.stress;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import co.kendev.spaces.dev.RestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TalkerTest {

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void whoIsNeverAnsweredGivesUpAndSaysSo() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var talker = new Talker(
                new RestClient(URI.create("http://127.0.0.1:" + nobody)),
                "ada@nowhere.test",
                UUID.randomUUID(),
                Duration.ofMillis(300));

        assertThatIllegalStateException()
                .isThrownBy(() -> talker.talk(() -> true, Duration.ZERO, ack -> {}))
                .withMessageContaining("ada@nowhere.test was not acknowledged");
    }
}
