package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    private static final String MARKER = "86399";

    @TempDir
    Path directory;

    private Process process;
    private PidFile file;

    @BeforeEach
    void startSomething() throws IOException {
        process = new ProcessBuilder("sleep", MARKER).start();
        // Between fork and exec it still carries our own command line.
        assertThat(Processes.await(
                        () -> Processes.commandLine(process.toHandle())
                                .filter(line -> line.contains(MARKER))
                                .isPresent(),
                        Duration.ofSeconds(60)))
                .isTrue();
        file = new PidFile(directory.resolve("run/something.pid"));
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void runningProcessOfOursIsFoundWithItsFingerprint() {
        file.write(process.toHandle(), "build-1", MARKER);
        assertThat(file.live()).hasValueSatisfying(entry -> {
            assertThat(entry.process().pid()).isEqualTo(process.pid());
            assertThat(entry.fingerprint()).isEqualTo("build-1");
        });
    }

    @Test
    void deadProcessIsNotAdopted() {
        file.write(process.toHandle(), "", MARKER);
        Processes.stop(process.toHandle(), Duration.ofSeconds(60));
        assertThat(file.live()).isEmpty();
    }

    @Test
    void sameNumberWithAnotherStartIsAStranger() throws IOException {
        file.write(process.toHandle(), "", MARKER);
        replace("started=(.*)", "started=$10");
        assertThat(file.live()).isEmpty();
    }

    @Test
    void sameNumberWithAnotherCommandIsAStranger() {
        file.write(process.toHandle(), "", "-Dspaces.data=/somewhere/else");
        assertThat(file.live()).isEmpty();
    }

    @Test
    void unreadableContentIsNoProcess() throws IOException {
        file.write(process.toHandle(), "", MARKER);
        replace("pid=.*", "pid=-1");
        assertThat(file.live()).isEmpty();
        Files.delete(file.path());
        assertThat(file.live()).isEmpty();
    }

    private void replace(String regex, String with) throws IOException {
        Files.writeString(file.path(), Files.readString(file.path()).replaceAll(regex, with));
    }
}
