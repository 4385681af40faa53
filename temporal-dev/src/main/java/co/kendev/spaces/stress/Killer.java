package co.kendev.spaces.stress;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.util.Random;
import java.util.function.Consumer;

/** Kills one part or all of them with SIGKILL, waits a little, starts them again. */
final class Killer {

    private static final int BETWEEN_MIN_MS = 500;
    private static final int BETWEEN_SPREAD_MS = 6_000;
    private static final int DOWN_SPREAD_MS = 2_000;

    /** What is killed. */
    enum Victim {
        APPLICATION,
        TEMPORAL,
        POSTGRES,
        ALL
    }

    private final DevStack stack;
    private final Random random;
    private final Consumer<String> tell;

    Killer(DevStack stack, Random random, Consumer<String> tell) {
        this.stack = stack;
        this.random = random;
        this.tell = tell;
    }

    /** When the next kill comes, whom it hits, and how long that one stays away; times in milliseconds. */
    record Strike(int after, Victim victim, int down) {}

    /** Draws the next kill. */
    Strike next() {
        return new Strike(
                BETWEEN_MIN_MS + random.nextInt(BETWEEN_SPREAD_MS),
                Victim.values()[random.nextInt(Victim.values().length)],
                random.nextInt(DOWN_SPREAD_MS));
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
