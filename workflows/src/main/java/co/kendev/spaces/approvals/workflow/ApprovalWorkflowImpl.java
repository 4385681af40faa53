package co.kendev.spaces.approvals.workflow;

import static co.kendev.spaces.platform.workflow.ActivityProfiles.database;

import co.kendev.spaces.platform.workflow.BusinessWaits;
import co.kendev.spaces.platform.workflow.SearchKeys;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The story of a proposal that waits, top to bottom; the row decides every race. */
public final class ApprovalWorkflowImpl implements ApprovalWorkflow {
    private final ApprovalInput input;
    private final BusinessWaits waits = new BusinessWaits();
    private boolean decided;

    @WorkflowInit
    public ApprovalWorkflowImpl(ApprovalInput input) {
        this.input = input;
    }

    @Override
    public String run(ApprovalInput again) {
        try {
            var next = activities("See who is asked").next(input);
            while (next.open()) {
                awaiting(next);
                next = isDecided(next)
                        ? activities("See how it ended").next(input)
                        : activities(next.what()).climb(input);
            }
            return finish();
        } catch (TemporalFailure failure) {
            if (isCancelled(failure)) takeBack();
            throw failure;
        }
    }

    @Override
    public void decided(ApprovalDecided word) {
        decided = true;
    }

    /** A signal that was lost is no harm: the next rung looks at the row. */
    private boolean isDecided(ApprovalWait next) {
        waits.learn(Duration.ofSeconds(next.clockOffsetSeconds()));
        boolean heard = waits.until(() -> decided, next.at(), next.what());
        decided = false;
        return heard;
    }

    private void awaiting(ApprovalWait next) {
        Workflow.setCurrentDetails("Awaited: **" + next.blockedOn() + "** until "
                + next.expiresAt().truncatedTo(ChronoUnit.MINUTES) + "\n\nNext: " + next.what() + ", "
                + next.at().truncatedTo(ChronoUnit.MINUTES));
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet("open"),
                SearchKeys.BLOCKED_ON.valueSet(next.blockedOn()),
                SearchKeys.DUE_AT.valueSet(next.expiresAt().atOffset(ZoneOffset.UTC)),
                SearchKeys.NEEDS_HUMAN.valueSet(true));
        if (next.amountMinor() != null)
            Workflow.upsertTypedSearchAttributes(SearchKeys.AMOUNT_MINOR.valueSet(next.amountMinor()));
    }

    private String finish() {
        var words = activities("Write down how it ended").finish(input);
        ended(words);
        return words;
    }

    private void takeBack() {
        Workflow.newDetachedCancellationScope(() -> {
                    activities("Take the proposal back").takeBack(input, "Its run was cancelled in the Temporal UI.");
                    ended("cancelled");
                })
                .run();
    }

    private static void ended(String words) {
        Workflow.setCurrentDetails("Ended: **" + words + "**");
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet(words.contains(" ") ? words.substring(0, words.indexOf(' ')) : words),
                SearchKeys.BLOCKED_ON.valueUnset(),
                SearchKeys.DUE_AT.valueUnset(),
                SearchKeys.NEEDS_HUMAN.valueSet(false));
    }

    private static boolean isCancelled(TemporalFailure failure) {
        return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    }

    private ApprovalActivities activities(String summary) {
        return Workflow.newActivityStub(ApprovalActivities.class, database(input.tenant(), summary));
    }
}
