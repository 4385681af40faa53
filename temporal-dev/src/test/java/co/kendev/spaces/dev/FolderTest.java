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

    @Test
    void aSecondHarnessIsRefusedAndTheFirstMayStartAgain() throws Exception {
        var lock = DevStack.claim(data);

        assertThat(claimOfAnotherProcess("harness"))
                .contains(
                        "A run is going on already",
                        "pid " + ProcessHandle.current().pid());
        assertThat(new Folder(data).harness().live()).isPresent();
        assertThat(DevStack.claim(data)).isEqualTo(lock).exists();
        assertThat(claimOfAnotherProcess("harness")).contains("A run is going on already");
    }

    private String claimOfAnotherProcess() throws IOException, InterruptedException {
        return claimOfAnotherProcess("stack");
    }

    private String claimOfAnotherProcess(String which) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Application.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Claim.class.getName(),
                        data.toString(),
                        which)
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
                var folder = new Folder(Path.of(arguments[0]));
                if (arguments[1].equals("harness")) {
                    folder.claimHarness();
                } else {
                    folder.claim(arguments[1]);
                }
                System.out.println("claimed");
            } catch (LaunchFailure refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
