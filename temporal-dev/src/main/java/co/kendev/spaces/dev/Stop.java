package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** Ends the stack of a data folder from anywhere: its launchers first, then what killed ones left behind. */
final class Stop {

    private static final Duration LAUNCHER_PATIENCE = Duration.ofSeconds(90);
    private static final Duration CHILD_PATIENCE = Duration.ofSeconds(25);

    private final Settings settings;
    private final Terminal terminal;
    private final Folder folder;

    Stop(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.folder = new Folder(settings.data());
    }

    void stop() {
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
        if (stopped == 0) {
            terminal.line("Nothing is running on " + settings.data());
        }
    }

    void nuke() {
        stop();
        try {
            PostgresBinaries.deleteTree(postgres().cluster());
            PostgresBinaries.deleteTree(settings.data());
            terminal.line("Deleted " + settings.data());
        } catch (IOException e) {
            throw new LaunchFailure("Not everything in " + settings.data() + " could be deleted: " + e.getMessage(), e);
        }
    }

    private int end(String name, PidFile file, Duration patience) {
        var live = file.live();
        live.ifPresent(entry -> {
            var progress = terminal.begin(name);
            progress.note("stopping");
            Processes.stop(entry.process(), patience);
            progress.done("stopped");
        });
        file.delete();
        return live.isPresent() ? 1 : 0;
    }

    private int endPostgres() {
        if (!Files.isDirectory(settings.data())) {
            return 0;
        }
        var postgres = postgres();
        if (!postgres.alive()) {
            return 0;
        }
        var progress = terminal.begin("PostgreSQL");
        progress.note("stopping");
        postgres.stop();
        progress.done("stopped");
        return 1;
    }

    private DevPostgres postgres() {
        return DevPostgres.in(
                settings.data(),
                settings.port(Port.POSTGRES),
                settings.cache(),
                PostgresAccount.ofProcess(settings.text("SPACES_PG_AS")));
    }
}
