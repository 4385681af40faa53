package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    Path data;

    @Test
    void claimOutlivesTheGarbageCollectorAndKeepsASecondProcessOut() throws Exception {
        new Folder(data).claim("stack");
        for (var i = 0; i < 10; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(claimOfAnotherProcess()).contains("already running");
        assertThatThrownBy(() -> new Folder(data).claim("stack")).hasMessageContaining("already running");
        assertThat(claimOfAnotherProcess()).contains("already running");
    }

    private String claimOfAnotherProcess() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Application.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Claim.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Another launcher. */
    static final class Claim {
        private Claim() {}

        public static void main(String[] arguments) {
            try {
                new Folder(Path.of(arguments[0])).claim("stack");
                System.out.println("claimed");
            } catch (LaunchFailure refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
