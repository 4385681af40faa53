package co.kendev.spaces.messages.ui;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a piece of work soon after it was asked for: at once the first time, and never more often than its pause allows. */
final class Coalescer {
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shell-", 0).factory());

    private final Runnable work;
    private final long pauseNanos;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile long lastNanos;

    Coalescer(Duration pause, Runnable work) {
        this.pauseNanos = pause.toNanos();
        this.work = work;
        this.lastNanos = System.nanoTime() - pauseNanos;
    }

    /** Asks for the work; asking again before it runs changes nothing. Does not block. */
    void ask() {
        if (asked.compareAndSet(false, true)) {
            var wait = Math.max(0, lastNanos + pauseNanos - System.nanoTime());
            CompletableFuture.runAsync(
                    this::run, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, THREADS));
        }
    }

    private void run() {
        lastNanos = System.nanoTime();
        asked.set(false);
        work.run();
    }
}
