package co.kendev.spaces.revenue.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What closing a month does to the database: each call one transaction, each harmless when it comes twice. */
@ActivityInterface
public interface MonthCloseActivities {
    /** Whether everything that counts in the month is posted. */
    @ActivityMethod(name = "MonthClose_isSettled")
    boolean isSettled(MonthCloseInput close);

    /** Posts by how much the month missed its exact total, and shuts it. */
    @ActivityMethod(name = "MonthClose_trueUp")
    void trueUp(MonthCloseInput close);

    /** States every account on which something happened. */
    @ActivityMethod(name = "MonthClose_state")
    void state(MonthCloseInput close);

    /** Checks that the books add up to zero. */
    @ActivityMethod(name = "MonthClose_check")
    void check(MonthCloseInput close);

    /** Says that the month is closed, ends the process, and says how. */
    @ActivityMethod(name = "MonthClose_announce")
    String announce(MonthCloseInput close);
}
