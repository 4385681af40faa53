package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is a process started by us, known by its pid file, with a log of its own. */
final class Child implements Part {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);
    private static final Duration ADOPT_PATIENCE = Duration.ofSeconds(40);
    private static final long LOG_BYTES_MAX = 20L * 1024 * 1024;
    private static final int SIGNALLED = 128;
    private static final int TAIL_BYTES = 262_144;
    private static final int LINE_MAX = 300;

    /** Whether it serves; {@code output} is what it wrote since it was started by us, nothing for an adopted one. */
    interface Readiness {
        boolean serves(boolean adopted, Supplier<String> output);
    }

    private final String name;
    private final String address;
    private final Path log;
    private final PidFile pidFile;
    private final Map<Port, Integer> ports;
    private final Launch launch;
    private final Readiness readiness;
    private final Duration patience;

    private volatile @Nullable ProcessHandle process;
    private volatile @Nullable Process own;
    private volatile long logStart;

    Child(
            String name,
            String address,
            Path log,
            PidFile pidFile,
            Map<Port, Integer> ports,
            Launch launch,
            Readiness readiness,
            Duration patience) {
        this.name = name;
        this.address = address;
        this.log = log;
        this.pidFile = pidFile;
        this.ports = new TreeMap<>(ports);
        this.launch = launch;
        this.readiness = readiness;
        this.patience = patience;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void requirePorts() {
        if (pidFile.live().isEmpty()) {
            ports.forEach(PortHolder::requireFree);
        }
    }

    @Override
    public String start(Terminal.Progress progress) {
        var running = pidFile.live();
        if (running.isPresent()) {
            var left = running.get();
            if (!left.process().equals(process)) {
                own = null;
            }
            process = left.process();
            if (left.fingerprint().equals(launch.fingerprint()) && adopt(progress)) {
                return address + " (was still running)";
            }
            progress.note("stopping the one of an earlier build or setting");
            Processes.stop(left.process(), STOP_PATIENCE);
        }
        progress.note("starting");
        ports.forEach(PortHolder::requireFree);
        spawn();
        awaitServing();
        return address;
    }

    private boolean adopt(Terminal.Progress progress) {
        progress.note("is still running");
        return Processes.await(() -> !alive() || readiness.serves(true, () -> ""), ADOPT_PATIENCE) && alive();
    }

    private void spawn() {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            logStart = Files.exists(log) ? Files.size(log) : 0;
            var started = launch.spawn(log);
            own = started;
            process = started.toHandle();
            pidFile.write(started.toHandle(), launch.fingerprint(), launch.marker());
        } catch (IOException e) {
            throw new LaunchFailure(name + " does not start: " + e.getMessage(), e);
        }
    }

    private void awaitServing() {
        var served = Processes.await(() -> !alive() || readiness.serves(false, this::output), patience);
        if (!alive()) {
            throw new LaunchFailure(name + " ended while it was starting: " + lastWords());
        }
        if (!served) {
            throw new LaunchFailure(name + " did not answer within " + patience.toSeconds() + " s; its log: " + log);
        }
    }

    @Override
    public boolean alive() {
        var known = process;
        return known != null && Processes.alive(known);
    }

    /** The exit code if we are its parent, its last line, and where the rest is. */
    @Override
    public String lastWords() {
        var exit = exitCode();
        if (exit.filter(code -> code > SIGNALLED).isPresent()) {
            return "signal " + (exit.get() - SIGNALLED);
        }
        var code = exit.map(number -> "exit " + number + ", ").orElse("");
        return code + cause(output()) + "log " + log;
    }

    /** Known of our own children alone, a moment after their end. */
    private Optional<Integer> exitCode() {
        var ours = own;
        if (ours == null) {
            return Optional.empty();
        }
        return Processes.await(() -> !ours.isAlive(), Duration.ofSeconds(1))
                ? Optional.of(ours.exitValue())
                : Optional.empty();
    }

    /** The innermost cause of a stack trace, else the last line. */
    static String cause(String output) {
        if (output.contains("FlywayValidateException")) {
            return "the database was made by other migrations than these sources have ('make nuke' starts afresh), ";
        }
        var lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.reversed().stream()
                .filter(line -> line.startsWith("Caused by: "))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .map(line -> "\"" + line.substring(0, Math.min(line.length(), LINE_MAX)) + "\", ")
                .orElse("");
    }

    @Override
    public void stop() {
        var known = process;
        if (known != null) {
            Processes.stop(known, STOP_PATIENCE);
            pidFile.delete();
        }
    }

    /** The end of what it has written since it was started. */
    private String output() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var from = Math.max(logStart, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException nothingYet) {
            return "";
        }
    }
}
