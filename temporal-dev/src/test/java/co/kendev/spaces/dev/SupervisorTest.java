package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    @Test
    void whatNobodyForesawIsOneLineAndAnotherTry() {
        var said = new ByteArrayOutputStream();
        var part = new Fragile();
        new Supervisor(new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false)).start(part);

        assertThat(Processes.await(
                        () -> said.toString(StandardCharsets.UTF_8).contains("Fragile is back"),
                        Duration.ofSeconds(60)))
                .isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("the disk is full"))
                .hasSize(1);
    }

    /** Dies at once, and fails at its first revival. */
    private static final class Fragile implements Part {
        private final AtomicInteger starts = new AtomicInteger();

        @Override
        public String name() {
            return "Fragile";
        }

        @Override
        public void requirePorts() {}

        @Override
        public String start(Terminal.Progress progress) {
            if (starts.incrementAndGet() == 2) {
                throw new IllegalStateException("the disk is full");
            }
            return "nowhere";
        }

        @Override
        public boolean alive() {
            return starts.get() > 2;
        }

        @Override
        public String lastWords() {
            return "for the test";
        }

        @Override
        public void stop() {}
    }
}
