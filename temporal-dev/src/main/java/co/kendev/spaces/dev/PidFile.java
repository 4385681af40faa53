package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Remembers a process across lives of the launcher.
 *
 * <p>A number alone proves nothing, since systems reuse it: the boot and the start must agree, and the command line must
 * carry the marker that only our process has.
 */
record PidFile(Path path) {

    /** A process of ours that runs, with what it was started from. */
    record Entry(ProcessHandle process, String fingerprint) {}

    void write(ProcessHandle process, String fingerprint, String marker) {
        var content = new Properties();
        content.setProperty("pid", Long.toString(process.pid()));
        content.setProperty("started", Processes.identity(process));
        content.setProperty("fingerprint", fingerprint);
        content.setProperty("marker", marker);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var fresh = path.resolveSibling(path.getFileName() + ".new");
            try (var out = Files.newBufferedWriter(fresh)) {
                content.store(out, null);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of this file, if it still runs and is really ours. */
    Optional<Entry> live() {
        var content = new Properties();
        try (var in = Files.newBufferedReader(path)) {
            content.load(in);
        } catch (IOException missing) {
            return Optional.empty();
        }
        var pid = content.getProperty("pid", "");
        var started = content.getProperty("started", "");
        var marker = content.getProperty("marker", "");
        if (!pid.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(Processes::alive)
                .filter(process -> Processes.identity(process).equals(started))
                .filter(process -> Processes.commandLine(process)
                        .map(line -> line.contains(marker))
                        .orElse(true))
                .map(process -> new Entry(process, content.getProperty("fingerprint", "")));
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
