package co.kendev.spaces.approvals.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What waiting does to the database: each call one transaction, each harmless when it comes twice. */
@ActivityInterface(namePrefix = "Approval_")
public interface ApprovalActivities {
    /** What comes next, and when. */
    @ActivityMethod
    ApprovalWait next(ApprovalInput approval);

    /** Does what is due: says it again, asks the next ones up too, or lets it expire. */
    @ActivityMethod
    ApprovalWait climb(ApprovalInput approval);

    /** Ends the process the way the approval ended, and says how. */
    @ActivityMethod
    String finish(ApprovalInput approval);

    /** Takes a proposal back that nobody waits for any more. */
    @ActivityMethod
    void takeBack(ApprovalInput approval, String reason);
}
