package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the JDK does not say about processes that are not our children. */
final class Processes {

    /** Zombie, and being reaped at this moment. */
    private static final String ENDED = "ZXx";

    private static final Duration POLL = Duration.ofMillis(50);

    private Processes() {}

    /** Whether it still runs; a zombie that nobody reaps counts as dead. */
    static boolean alive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return ENDED.indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
        } catch (IOException notLinux) {
            return process.isAlive();
        }
    }

    /** The command line with blanks between the arguments, where the system tells it. */
    static Optional<String> commandLine(ProcessHandle process) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
            if (bytes.length > 0) {
                return Optional.of(new String(bytes, StandardCharsets.UTF_8)
                        .replace('\0', ' ')
                        .strip());
            }
        } catch (IOException notLinux) {
            // the JDK knows how on other systems
        }
        return process.info().commandLine();
    }

    /** Live processes whose working directory is that folder; only Linux tells, elsewhere the list is empty. */
    static List<ProcessHandle> workingIn(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), directory);
                    } catch (IOException | SecurityException hidden) {
                        return false;
                    }
                })
                .filter(Processes::alive)
                .toList();
    }

    /** Asks it to end, waits, then ends it by force. */
    static void stop(ProcessHandle process, Duration patience) {
        if (!alive(process)) {
            return;
        }
        process.destroy();
        if (!await(() -> !alive(process), patience)) {
            process.destroyForcibly();
            await(() -> !alive(process), Duration.ofSeconds(5));
        }
    }

    /** Polls until it is so or time is up. */
    static boolean await(BooleanSupplier condition, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Interruption();
        }
    }

    /** The stack is being stopped while this thread waits. */
    static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
