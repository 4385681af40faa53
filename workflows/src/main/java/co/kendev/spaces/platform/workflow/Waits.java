package co.kendev.spaces.platform.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Waiting with a deadline that operators can read on the timer. */
public final class Waits {
    private Waits() {}

    /**
     * Waits until the condition holds or the time is over; {@code Workflow.await} with a duration would do the same, but leaves a
     * timer without a name in the Temporal UI.
     *
     * @return whether the condition holds
     */
    public static boolean until(Supplier<Boolean> condition, Duration atMost, String summary) {
        if (condition.get()) return true;
        if (!atMost.isPositive()) return false;

        // a scope may be cancelled in the very task that comes here: its timers would not hear of it any more
        CancellationScope.throwCanceled();
        var scope = CancellationScope.current();

        CompletablePromise<Void> deadline = Workflow.newPromise();
        var timer = Workflow.newCancellationScope(() -> deadline.completeFrom(Workflow.newTimer(
                atMost, TimerOptions.newBuilder().setSummary(summary).build())));
        timer.run();
        Workflow.await(() -> condition.get() || deadline.isCompleted() || scope.isCancelRequested());
        CancellationScope.throwCanceled();

        if (!deadline.isCompleted()) timer.cancel("no longer needed");
        return condition.get();
    }
}
