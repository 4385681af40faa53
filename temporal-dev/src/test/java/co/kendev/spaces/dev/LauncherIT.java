package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with {@code make run}, on ports and a folder of its own: killed, run again, run twice, stopped. */
class LauncherIT {

    private static final Path SCRIPT = Path.of("bin/spaces").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> started = new ArrayList<>();
    private Folder folder;
    private PidFile application;

    /** A cache that holds what this build has made, so that the script neither calls Maven nor Go. */
    @BeforeEach
    void warmCache() throws Exception {
        for (var port : Port.values()) {
            environment.put(port.variable(), Integer.toString(PortHolder.anyFree()));
        }
        var data = Files.createDirectory(directory.resolve("data")).toRealPath();
        folder = new Folder(data);
        application = folder.application(String.valueOf(environment.get(Port.HTTP.variable())));
        environment.putAll(Map.of(
                "SPACES_DATA", data.toString(),
                "SPACES_DEMO", "off",
                "SPACES_AOT", "off",
                "JAVA_HOME", System.getProperty("java.home"),
                "XDG_CACHE_HOME", directory.resolve("cache").toString()));
        var cache = Files.createDirectories(directory.resolve("cache/spaces"));

        var hashes = say("hash").strip().split(" ", -1);
        var builds = Files.createDirectories(cache.resolve("builds"));
        Files.move(BuiltApplication.extractBelow(directory), builds.resolve(hashes[0]));
        copyLauncher(builds.resolve(hashes[0]).resolve("lib"));

        if (DevStack.hasServer()) {
            var machine =
                    output("uname", "-s").strip() + "-" + output("uname", "-m").strip();
            var server = Files.createDirectories(cache.resolve("temporal/" + hashes[1] + "-" + machine));
            Files.copy(
                    DevTemporal.binary().orElseThrow(),
                    server.resolve("spaces-temporal"),
                    StandardCopyOption.COPY_ATTRIBUTES);
        } else {
            environment.put("SPACES_TEMPORAL_ENGINE", "test");
        }
    }

    private static void copyLauncher(Path lib) throws IOException {
        var target = BuiltApplication.target("temporal-dev");
        Files.createDirectories(lib);
        try (var jars = Files.list(target.resolve("lib"));
                var own = Files.newDirectoryStream(target, "temporal-dev-*.jar")) {
            for (var jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
            for (var jar : own) {
                Files.copy(jar, lib.resolve("temporal-dev.jar"));
            }
        }
    }

    @AfterEach
    void stopAll() throws Exception {
        say("stop");
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void runIsSupervisedAdoptedRefusedTwiceAndStoppedFromElsewhere() throws Exception {
        var first = run("first");
        await("first", () -> said("first").contains("READY"));
        var killed = pid(application);

        process(application).destroyForcibly();
        await("first", () -> said("first").contains("Application is back"));
        assertThat(pid(application)).isNotEqualTo(killed);

        first.destroyForcibly().waitFor();
        var left = List.of(pid(application), pid(folder.temporal()), postgres());
        var second = run("second");
        await("second", () -> said("second").contains("READY"));
        assertThat(List.of(pid(application), pid(folder.temporal()), postgres()))
                .isEqualTo(left);

        var third = run("third");
        assertThat(third.waitFor(PATIENCE)).isTrue();
        assertThat(third.exitValue()).isEqualTo(1);
        assertThat(said("third").strip())
                .hasLineCount(1)
                .contains("already running")
                .contains("make stop");

        say("stop");
        assertThat(second.waitFor(PATIENCE)).isTrue();
        assertThat(left)
                .noneMatch(pid -> ProcessHandle.of(pid).filter(Processes::alive).isPresent());
        assertThat(say("stop")).contains("Nothing is running");
    }

    private Process run(String name) throws IOException {
        var process = builder("run").redirectOutput(output(name).toFile()).start();
        started.add(process);
        return process;
    }

    /** From another folder. */
    private ProcessBuilder builder(String verb) {
        var builder = new ProcessBuilder(SCRIPT.toString(), verb)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPACES_") || name.startsWith("MAKE"));
        builder.environment().putAll(environment);
        return builder;
    }

    private String say(String verb) throws IOException, InterruptedException {
        return output(builder(verb));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        return output(new ProcessBuilder(command));
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private Path output(String name) {
        return directory.resolve(name + ".out");
    }

    private String said(String name) {
        try {
            return Files.readString(output(name));
        } catch (IOException nothingYet) {
            return "";
        }
    }

    private void await(String name, BooleanSupplier condition) {
        var met = Processes.await(condition, PATIENCE);
        assertThat(met).as(() -> "in time, after:\n" + said(name)).isTrue();
    }

    private static ProcessHandle process(PidFile file) {
        return file.live().orElseThrow().process();
    }

    private static long pid(PidFile file) {
        return process(file).pid();
    }

    private long postgres() {
        var port = Integer.parseInt(String.valueOf(environment.get(Port.POSTGRES.variable())));
        return DevPostgres.in(folder.data(), port, Settings.userCache(), PostgresAccount.ofProcess(Optional.empty()))
                .process()
                .orElseThrow()
                .pid();
    }
}
