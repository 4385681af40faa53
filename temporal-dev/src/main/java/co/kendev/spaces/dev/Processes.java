package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the JDK does not say about processes that are not our children. */
final class Processes {

    /** Zombie, and being reaped at this moment. */
    private static final String ENDED = "ZXx";

    /** Field 22 of the line in {@code /proc}, counted from field 3, the first one behind the name. */
    private static final int START_TICKS = 19;

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

    /** Live processes of that program whose working directory is that folder; only Linux tells, elsewhere the list is empty. */
    static List<ProcessHandle> workingIn(Path directory, String program) {
        return ProcessHandle.allProcesses()
                .filter(process -> runs(process, program))
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

    private static boolean runs(ProcessHandle process, String program) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/comm"), StandardCharsets.UTF_8)
                    .strip()
                    .equals(program);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * What tells it apart from every other process that had or will have its number: the boot it belongs to and its
     * start in ticks since then, which no change of the clock moves; elsewhere than on Linux the instant of its start.
     */
    static String identity(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
            return boot.strip() + " " + afterName[START_TICKS];
        } catch (IOException notLinux) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }
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
