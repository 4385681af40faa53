package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell part: what decides whether Maven and Go run. */
class LauncherScriptTest {

    @TempDir
    Path directory;

    private Path clone;

    private record Hashes(String application, String server) {}

    @BeforeEach
    void smallClone() throws IOException {
        clone = directory.resolve("a clone with spaces");
        write("pom.xml", "<project/>");
        write("domain/pom.xml", "<project/>");
        write("domain/src/main/java/A.java", "class A {}");
        write("domain/src/test/java/ATest.java", "class ATest {}");
        write("temporal-dev/server/main.go", "package main");
        var script = clone.resolve("temporal-dev/bin/spaces");
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("bin/spaces"), script, StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void sameContentHasTheSameHashWithAndWithoutGit() throws Exception {
        var plain = hashes();
        assertThat(plain.application()).hasSize(16).isNotEqualTo(plain.server());
        git("init", "-q");
        assertThat(hashes()).isEqualTo(plain);
        git("add", "-A");
        assertThat(hashes()).isEqualTo(plain);
    }

    @Test
    void contentAndNamesCount() throws Exception {
        var before = hashes();
        write("domain/src/main/java/A.java", "class A { }");
        var edited = hashes();
        assertThat(edited.application()).isNotEqualTo(before.application());
        assertThat(edited.server()).isEqualTo(before.server());

        Files.move(clone.resolve("domain/src/main/java/A.java"), clone.resolve("domain/src/main/java/B.java"));
        assertThat(hashes().application()).isNotEqualTo(edited.application());
    }

    @Test
    void newFileCountsBeforeGitKnowsItAndADeletedOneNoMore() throws Exception {
        git("init", "-q");
        git("add", "-A");
        var before = hashes();
        write("domain/src/main/java/New.java", "class New {}");
        assertThat(hashes().application()).isNotEqualTo(before.application());
        Files.delete(clone.resolve("domain/src/main/java/New.java"));
        assertThat(hashes()).isEqualTo(before);
        Files.delete(clone.resolve("domain/src/main/java/A.java"));
        assertThat(hashes().application()).isNotEqualTo(before.application());
    }

    @Test
    void testsAndTargetsDoNotCountAndServerIsApart() throws Exception {
        var before = hashes();
        write("domain/src/test/java/ATest.java", "class ATest { }");
        write("domain/target/classes/A.class", "x");
        write("README.md", "x");
        assertThat(hashes()).isEqualTo(before);
        write("temporal-dev/server/main.go", "package main // changed");
        assertThat(hashes().application()).isEqualTo(before.application());
        assertThat(hashes().server()).isNotEqualTo(before.server());
    }

    @Test
    void downloadHasTheHashOfACloneWhateverItWasUnpackedIn() throws Exception {
        write(".gitignore", "target/\nweb-vaadin/src/main/frontend/generated/\n");
        write("web-vaadin/src/main/frontend/index.html", "<html></html>");
        git("init", "-q");
        git("add", "-A");
        var cloned = hashes();
        write("web-vaadin/src/main/frontend/generated/flow.ts", "made by the build");
        assertThat(hashes()).isEqualTo(cloned);

        run(List.of("rm", "-rf", clone.resolve(".git").toString()));
        assertThat(hashes()).as("without git").isEqualTo(cloned);

        run(List.of("git", "-C", directory.toString(), "init", "-q"));
        Files.writeString(directory.resolve(".gitignore"), "*\n");
        assertThat(hashes()).as("in a repository that ignores it").isEqualTo(cloned);
    }

    @Test
    void twoTerminalsBuildOnceApartFromWhatTheTestsBuild() throws Exception {
        write("temporal-dev/target/temporal-dev-1.jar", "of the tests");
        var maven = directory.resolve("cache/spaces/maven/apache-maven-3.9.16/bin/mvn");
        Files.createDirectories(maven.getParent());
        Files.writeString(maven, """
                #!/bin/sh
                echo "$@" >>"%s/calls"
                sleep 2
                mkdir -p temporal-dev/target/quick/lib
                echo quick >temporal-dev/target/quick/temporal-dev-1.jar
                """.formatted(directory));
        assertThat(maven.toFile().setExecutable(true)).isTrue();

        var first = build();
        var second = build();
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();

        assertThat(directory.resolve("calls")).content().hasLineCount(1).contains("-Dquick", "clean package");
        var build = directory.resolve("cache/spaces/builds").resolve(hashes().application());
        assertThat(build.resolve("lib/temporal-dev.jar")).content().contains("quick");
        assertThat(clone.resolve("target")).isEmptyDirectory();
    }

    private Process build() throws IOException {
        var builder = new ProcessBuilder(
                        clone.resolve("temporal-dev/bin/spaces").toString(), "build")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "XDG_CACHE_HOME", directory.resolve("cache").toString(),
                        "SPACES_DATA", directory.resolve("data").toString(),
                        "SPACES_TEMPORAL_ENGINE", "test",
                        "JAVA_HOME", System.getProperty("java.home")));
        return builder.start();
    }

    @Test
    void unknownVerbIsOneLine() throws Exception {
        var process = new ProcessBuilder(
                        clone.resolve("temporal-dev/bin/spaces").toString(), "fly")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said.strip()).hasLineCount(1).contains("'fly'");
    }

    private Hashes hashes() throws IOException, InterruptedException {
        var words = run(List.of(clone.resolve("temporal-dev/bin/spaces").toString(), "hash"))
                .strip()
                .split(" ", -1);
        return new Hashes(words[0], words[1]);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private void write(String name, String content) throws IOException {
        var file = clone.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
