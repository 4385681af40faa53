package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    @TempDir
    Path directory;

    private Process process;

    @BeforeEach
    void workThere() throws IOException {
        process = new ProcessBuilder("sleep", "86397")
                .directory(directory.toFile())
                .start();
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void findsThatProgramAloneInAFolder() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux tells");

        assertThat(Processes.await(
                        () -> Processes.workingIn(directory, "sleep").equals(java.util.List.of(process.toHandle())),
                        Duration.ofSeconds(60)))
                .isTrue();
        assertThat(Processes.workingIn(directory, "postgres")).isEmpty();
    }

    @Test
    void identityStaysAndIsOneProcessAlone() {
        var identity = Processes.identity(process.toHandle());

        assertThat(identity).isNotEmpty().isEqualTo(Processes.identity(process.toHandle()));
        assertThat(identity).isNotEqualTo(Processes.identity(ProcessHandle.current()));
    }
}
