package co.kendev.spaces.platform.workflow;

import io.temporal.workflow.Workflow;

/** Restarts what was forgotten, then tidies up. */
public final class UpkeepWorkflowImpl implements UpkeepWorkflow {
    @Override
    public String run() {
        int restarted = activities("Restart forgotten processes").reconcile();
        int purged = activities("Purge what nobody needs any more").purge();
        return restarted + " restarted, " + purged + " purged";
    }

    private static UpkeepActivities activities(String summary) {
        return Workflow.newActivityStub(UpkeepActivities.class, ActivityProfiles.upkeep(summary));
    }
}
