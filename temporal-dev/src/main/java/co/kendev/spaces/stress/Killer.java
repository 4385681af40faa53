package co.kendev.spaces.stress;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.util.Random;
import java.util.function.Consumer;

/** Kills one part or all of them with SIGKILL, waits a little, starts them again. */
final class Killer {

    /** A kill comes so long after the last return at the least and the most, and lasts so long at the most; in milliseconds. */
    record Pace(int fromMs, int toMs, int downToMs) {}

    /** What is killed. */
    enum Victim {
        APPLICATION,
        TEMPORAL,
        POSTGRES,
        ALL
    }

    private final DevStack stack;
    private final Pace pace;
    private final Random random;
    private final Consumer<String> tell;

    /** @param seed one and the same order of kills, each time */
    Killer(DevStack stack, Pace pace, long seed, Consumer<String> tell) {
        this.stack = stack;
        this.pace = pace;
        this.random = new Random(seed);
        this.tell = tell;
    }

    /** When the next kill comes, whom it hits, and how long that one stays away; times in milliseconds. */
    record Strike(int after, Victim victim, int down) {}

    /** Draws the next kill. */
    Strike next() {
        return new Strike(
                random.nextInt(pace.fromMs, pace.toMs),
                Victim.values()[random.nextInt(Victim.values().length)],
                random.nextInt(pace.downToMs));
    }

    /**
     * One kill and one return to life; returns when the application answers again.
     *
     * @param before called at the last moment before the kill
     */
    void strike(Runnable before) throws InterruptedException {
        var strike = next();
        Thread.sleep(strike.after);
        before.run();
        tell.accept("kill -9 %s, back after %d ms"
                .formatted(strike.victim.name().toLowerCase(java.util.Locale.ROOT), strike.down));
        switch (strike.victim) {
            case APPLICATION -> stack.killApplication();
            case TEMPORAL -> stack.killTemporal();
            case POSTGRES -> stack.killPostgres();
            case ALL -> stack.killAll();
        }
        Thread.sleep(strike.down);
        revive();
    }

    /** Brings back whatever is dead; a part may need the other first, so it is tried a few times. */
    void revive() throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                stack.startPostgres();
                if (!stack.temporalAlive()) {
                    stack.startTemporal();
                }
                stack.spawnApplication();
                stack.awaitApplication();
                return;
            } catch (LaunchFailure failure) {
                tell.accept("not back yet: " + failure.getMessage());
                if (attempt == 5) {
                    throw failure;
                }
                Thread.sleep(500);
            }
        }
    }
}
