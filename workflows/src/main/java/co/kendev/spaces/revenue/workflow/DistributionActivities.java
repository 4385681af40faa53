package co.kendev.spaces.revenue.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a distribution does to the database. */
@ActivityInterface
public interface DistributionActivities {
    /** Prices, posts and announces what names this run, in one transaction; what is posted already is not posted again. */
    @ActivityMethod(name = "Distribution_post")
    DistributionOutcome post(DistributionInput run);
}
