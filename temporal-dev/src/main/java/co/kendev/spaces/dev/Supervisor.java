package co.kendev.spaces.dev;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts parts one after the other, brings back the one that dies, stops all in reverse order. */
final class Supervisor {

    private static final Duration LOOK = Duration.ofMillis(150);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration STEADY = Duration.ofSeconds(60);

    private final Terminal terminal;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    Supervisor(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Stops everything, in order, when this JVM is asked to end; the calling thread is interrupted then.
     *
     * @param first stops what stands on the parts without being one of them
     */
    void stopWithThisProcess(Runnable first) {
        threads.add(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(first), "stop"));
    }

    /** Starts it and watches over it from now on. */
    void start(Part part) {
        var progress = terminal.begin(part.name());
        try {
            parts.add(part);
            progress.done(part.start(progress));
        } finally {
            progress.gone();
        }
        threads.add(Thread.ofPlatform().daemon().name("watch " + part.name()).start(() -> watch(part)));
    }

    private void watch(Part part) {
        try {
            var pause = FIRST_PAUSE;
            var up = System.nanoTime();
            while (!stopping) {
                if (part.alive()) {
                    Processes.pause(LOOK);
                    continue;
                }
                if (System.nanoTime() - up > STEADY.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                terminal.event(part.name() + " died (" + part.lastWords() + "); again in " + Terminal.seconds(pause));
                Processes.pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                up = revive(part);
            }
        } catch (Processes.Interruption stopped) {
            // the stop ends this watch
        }
    }

    private long revive(Part part) {
        var since = System.nanoTime();
        var progress = Terminal.silent().begin(part.name());
        try {
            var where = part.start(progress);
            terminal.event("%s is back on %s after %s"
                    .formatted(part.name(), where, Terminal.seconds(Duration.ofNanos(System.nanoTime() - since))));
        } catch (Processes.Interruption stopped) {
            throw stopped;
        } catch (LaunchFailure failure) {
            terminal.event(String.valueOf(failure.getMessage()));
        } catch (RuntimeException unforeseen) {
            terminal.event(part.name() + " could not be started: " + unforeseen);
        } finally {
            progress.gone();
        }
        return System.nanoTime();
    }

    /** Blocks until this process is asked to end. */
    void await() {
        try {
            while (!stopping) {
                Thread.sleep(Duration.ofHours(1));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Runnable first) {
        stopping = true;
        for (var thread : threads) {
            thread.interrupt();
        }
        var last = new ArrayList<>(parts).reversed();
        if (last.isEmpty()) {
            return;
        }
        terminal.line("");
        first.run();
        for (var part : last) {
            var progress = terminal.begin(part.name());
            progress.note("stopping");
            try {
                part.stop();
                progress.done("stopped");
            } catch (RuntimeException e) {
                progress.warned("could not be stopped: " + e.getMessage());
            }
        }
    }
}
