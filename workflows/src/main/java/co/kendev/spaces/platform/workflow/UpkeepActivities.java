package co.kendev.spaces.platform.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The single jobs of the upkeep; each may be repeated at any time. */
@ActivityInterface(namePrefix = "Upkeep_")
public interface UpkeepActivities {
    /** Starts open processes again that Temporal does not know; returns how many. */
    @ActivityMethod(name = "reconcile")
    int reconcile();

    /** Deletes outbox rows delivered long ago; returns how many. */
    @ActivityMethod(name = "purge")
    int purge();
}
