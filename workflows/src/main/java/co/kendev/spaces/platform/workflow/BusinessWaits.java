package co.kendev.spaces.platform.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Waiting until an instant of business time, which may jump ahead meanwhile. A field of the workflow; it hears the demo clock by
 * itself. What the demo clock stood at before the run began is learned from an activity, before the first wait.
 */
public final class BusinessWaits {
    private Duration offset = Duration.ZERO;

    public BusinessWaits() {
        BusinessClock listener = moved -> learn(Duration.ofSeconds(moved.offsetSeconds()));
        Workflow.registerListener(listener);
    }

    /** Takes over how far business time is ahead; it never goes back. */
    public void learn(Duration ahead) {
        if (ahead.compareTo(offset) > 0) offset = ahead;
    }

    public Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(offset);
    }

    /**
     * Waits until the condition holds or business time has reached the instant. Without a move these are the commands of one
     * {@link Waits#until}; each move ends its timer and begins another for what is left.
     *
     * @return whether the condition holds
     */
    public boolean until(Supplier<Boolean> condition, Instant then, String summary) {
        while (true) {
            var known = offset;
            var left = Duration.ofMillis(then.toEpochMilli() - now().toEpochMilli());
            Waits.until(() -> condition.get() || !offset.equals(known), left, summary);
            if (condition.get() || offset.equals(known)) return condition.get();
        }
    }
}
