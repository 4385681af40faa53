package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ends the stack of a data folder from anywhere: its launchers first, then what killed ones left behind, with the stacks of
 * the benchmarks and the kill tests below it.
 */
final class Stop {

    private static final Duration LAUNCHER_PATIENCE = Duration.ofSeconds(90);
    private static final Duration CHILD_PATIENCE = Duration.ofSeconds(25);
    private static final List<String> HARNESSES = List.of("stress", "stress-payments", "bench");

    private final Settings settings;
    private final Terminal terminal;
    private final Folder folder;

    Stop(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.folder = new Folder(settings.data());
    }

    void stop() {
        if (!stopAll()) {
            terminal.line("Nothing is running on " + settings.data());
        }
    }

    /** Deletes everything once nothing runs on it any more. */
    void nuke() {
        stopAll();
        try {
            for (var harness : HARNESSES) {
                var data = settings.data().resolve(harness).resolve("pg");
                if (Files.isDirectory(data)) {
                    PostgresBinaries.deleteTree(postgres(data).cluster());
                }
            }
            PostgresBinaries.deleteTree(postgres(settings.data()).cluster());
            PostgresBinaries.deleteTree(settings.data());
            terminal.line("Deleted " + settings.data());
        } catch (IOException e) {
            throw new LaunchFailure("Not everything in " + settings.data() + " could be deleted: " + e.getMessage(), e);
        }
    }

    private boolean stopAll() {
        var stopped = 0;
        var main = folder.launcher("stack");
        var instances =
                folder.launchers().stream().filter(file -> !file.equals(main)).toList();
        for (var launcher : instances) {
            stopped += end("Instance", launcher, LAUNCHER_PATIENCE);
        }
        stopped += end("Stack", main, LAUNCHER_PATIENCE);
        for (var application : folder.applications()) {
            stopped += end("Application", application, CHILD_PATIENCE);
        }
        stopped += end("Temporal", folder.temporal(), CHILD_PATIENCE);
        stopped += endPostgres();
        for (var harness : HARNESSES) {
            stopped += endHarness(harness, settings.data().resolve(harness));
        }
        return stopped > 0;
    }

    private int end(String name, PidFile file, Duration patience) {
        var live = file.live();
        live.ifPresent(entry -> {
            var progress = terminal.begin(name);
            try {
                progress.note("stopping");
                Processes.stop(entry.process(), patience);
                if (Processes.alive(entry.process())) {
                    throw new LaunchFailure(
                            name + " (pid " + entry.process().pid() + ") does not end, not even by force");
                }
                progress.done("stopped");
            } finally {
                progress.gone();
            }
        });
        file.delete();
        return live.isPresent() ? 1 : 0;
    }

    private int endPostgres() {
        if (!Files.isDirectory(settings.data())) {
            return 0;
        }
        var postgres = postgres(settings.data());
        if (!postgres.alive()) {
            return 0;
        }
        var progress = terminal.begin("PostgreSQL");
        try {
            progress.note("stopping");
            postgres.stop();
            if (postgres.alive()) {
                throw new LaunchFailure("PostgreSQL on " + postgres.cluster() + " does not end, not even by force");
            }
            progress.done("stopped");
        } finally {
            progress.gone();
        }
        return 1;
    }

    /** Its program first, which then stops what it started; one that was killed left that running. */
    private int endHarness(String name, Path data) {
        if (!Files.isDirectory(data)) {
            return 0;
        }
        var stopped = end("The " + name + " run", new Folder(data).harness(), LAUNCHER_PATIENCE);
        var left = DevStack.leftBehind(data);
        if (left) {
            terminal.line("What a killed " + name + " run left behind is stopped");
        }
        return stopped + (left ? 1 : 0);
    }

    private DevPostgres postgres(Path data) {
        return DevPostgres.in(
                data,
                settings.port(Port.POSTGRES),
                settings.cache(),
                PostgresAccount.ofProcess(settings.text("SPACES_PG_AS")));
    }
}
