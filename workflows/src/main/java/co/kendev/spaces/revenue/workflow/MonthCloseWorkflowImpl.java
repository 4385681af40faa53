package co.kendev.spaces.revenue.workflow;

import co.kendev.spaces.platform.workflow.ActivityProfiles;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.Waits;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/** The story of a month's close, top to bottom; where it is, the rows know. */
public final class MonthCloseWorkflowImpl implements MonthCloseWorkflow {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    /** Rare enough that a close which waits for weeks does not fill its history. */
    private static final Duration LAST_LOOK = Duration.ofMinutes(15);

    private final MonthCloseInput input;

    @WorkflowInit
    public MonthCloseWorkflowImpl(MonthCloseInput input) {
        this.input = input;
    }

    @Override
    public String run(MonthCloseInput again) {
        waitUntilSettled();
        enter("true-up");
        activities("True the month up and shut it").trueUp(input);
        enter("statements");
        activities("State every account").state(input);
        enter("check");
        activities("Check that the books add up").check(input);
        enter("announce");
        var words = activities("Say that the month is closed").announce(input);
        Workflow.setCurrentDetails("**" + input.month() + " " + words + "**");
        Workflow.upsertTypedSearchAttributes(SearchKeys.STAGE.valueSet("closed"));
        return input.name() + " · " + input.month() + " · " + words;
    }

    /** What is queued is on its way; looking at the rows again, ever more seldom, is all there is to do. */
    private void waitUntilSettled() {
        enter("settle");
        var pause = FIRST_LOOK;
        while (!activities("Is everything of the month posted?").isSettled(input)) {
            Waits.until(() -> false, pause, "Payments of the month are still queued");
            pause = pause.compareTo(LAST_LOOK.dividedBy(2)) > 0 ? LAST_LOOK : pause.multipliedBy(2);
        }
    }

    private void enter(String stage) {
        Workflow.setCurrentDetails(input.month() + " · " + stage);
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet(stage), SearchKeys.DEPARTMENT.valueSet("finance"));
    }

    private MonthCloseActivities activities(String summary) {
        return Workflow.newActivityStub(MonthCloseActivities.class, ActivityProfiles.books(input.tenant(), summary));
    }
}
