package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private static final String MARKER = "86398";

    @TempDir
    Path directory;

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void stopAll() {
        children.forEach(Child::stop);
    }

    @Test
    void nextLauncherAdoptsWhatAKilledOneLeft() {
        var first = sleeping("a");
        first.start(progress());
        var pid = pid();

        var second = sleeping("a");
        assertThat(second.start(progress())).contains("was still running");
        assertThat(pid()).isEqualTo(pid);
        assertThat(second.alive()).isTrue();

        second.stop();
        assertThat(first.alive()).isFalse();
        assertThat(pidFile().live()).isEmpty();
    }

    @Test
    void anotherBuildOrSettingIsStartedAnew() {
        var first = sleeping("a");
        first.start(progress());
        var pid = pid();

        var second = sleeping("b");
        assertThat(second.start(progress())).doesNotContain("was still running");
        assertThat(first.alive()).isFalse();
        assertThat(pid()).isNotEqualTo(pid);
    }

    @Test
    void deathIsNoticedWithItsSignal() {
        var child = sleeping("a");
        child.start(progress());
        process().destroyForcibly();
        assertThat(Processes.await(() -> !child.alive(), Duration.ofSeconds(60)))
                .isTrue();
        assertThat(child.lastWords()).isEqualTo("signal 9");
    }

    @Test
    void oneThatEndsWhileStartingSaysWhy() {
        var child = child(new Launch(List.of("sh", "-c", "echo no room; exit 3"), Map.of(), "no room"), false);
        assertThatThrownBy(() -> child.start(progress()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("exit 3")
                .hasMessageContaining("\"no room\"");
    }

    @Test
    void lastWordsAreTheInnermostCause() {
        var log = """
                12:00 INFO starting
                java.lang.IllegalStateException: outer
                Caused by: java.net.ConnectException: refused
                \tat somewhere
                \t... 62 common frames omitted
                """;
        assertThat(Child.cause(log)).isEqualTo("\"Caused by: java.net.ConnectException: refused\", ");
    }

    @Test
    void elseTheLastLineAndNothingForSilence() {
        assertThat(Child.cause("one\n\ntemporal: port 7233 is taken\n\n"))
                .isEqualTo("\"temporal: port 7233 is taken\", ");
        assertThat(Child.cause("")).isEmpty();
    }

    @Test
    void changedMigrationsAreSaidInOurWords() {
        assertThat(Child.cause("Caused by: org.flywaydb.core.api.exception.FlywayValidateException: x"))
                .contains("make nuke");
    }

    private Child sleeping(String build) {
        return child(new Launch(List.of("sleep", MARKER), Map.of("SPACES_TEST_BUILD", build), MARKER), true);
    }

    private Child child(Launch launch, boolean serves) {
        var child = new Child(
                "Sleeper",
                "nowhere",
                directory.resolve("log/sleeper.log"),
                pidFile(),
                Map.of(),
                launch,
                (adopted, output) -> serves,
                Duration.ofSeconds(60));
        children.add(child);
        return child;
    }

    private PidFile pidFile() {
        return new PidFile(directory.resolve("run/sleeper.pid"));
    }

    /** Between fork and exec a process does not carry its own command line yet. */
    private ProcessHandle process() {
        assertThat(Processes.await(() -> pidFile().live().isPresent(), Duration.ofSeconds(60)))
                .isTrue();
        return pidFile().live().orElseThrow().process();
    }

    private long pid() {
        return process().pid();
    }

    private static Terminal.Progress progress() {
        return Terminal.silent().begin("Sleeper");
    }
}
