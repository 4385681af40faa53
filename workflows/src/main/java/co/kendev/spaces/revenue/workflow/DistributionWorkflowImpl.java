package co.kendev.spaces.revenue.workflow;

import static co.kendev.spaces.platform.workflow.ActivityProfiles.database;

import co.kendev.spaces.platform.workflow.SearchKeys;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** Posts, says so, and ends: what waits (holds, months) waits in rows. */
public final class DistributionWorkflowImpl implements DistributionWorkflow {
    @Override
    public String run(DistributionInput input) {
        validate(input);
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet("posting"), SearchKeys.DEPARTMENT.valueSet("finance"));

        var outcome = activities(input).post(input);

        var words = input.name() + " · " + outcome.words();
        Workflow.setCurrentDetails("**" + words + "**");
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet(outcome.posted() == 0 && outcome.refused() > 0 ? "refused" : "posted"),
                SearchKeys.NEEDS_HUMAN.valueSet(outcome.refused() > 0));
        return words;
    }

    private static void validate(DistributionInput input) {
        if (!input.run().startsWith(input.tenant() + "/"))
            throw ApplicationFailure.newNonRetryableFailure(
                    "Run " + input.run() + " is not one of " + input.tenant()
                            + ". Start it through the outbox, not by hand.",
                    "Refused");
        if (input.amountMinor() != null)
            Workflow.upsertTypedSearchAttributes(SearchKeys.AMOUNT_MINOR.valueSet(Long.parseLong(input.amountMinor())));
    }

    private static DistributionActivities activities(DistributionInput input) {
        return Workflow.newActivityStub(
                DistributionActivities.class, database(input.tenant(), "Price, post and announce"));
    }
}
