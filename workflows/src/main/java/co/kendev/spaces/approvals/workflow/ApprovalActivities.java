package co.kendev.spaces.approvals.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What waiting does to the database: each call one transaction, each harmless when it comes twice. */
@ActivityInterface
public interface ApprovalActivities {
    /** What comes next, and when. */
    @ActivityMethod(name = "Approval_next")
    ApprovalWait next(ApprovalInput approval);

    /** Does what is due: says it again, asks the next ones up too, or lets it expire. */
    @ActivityMethod(name = "Approval_climb")
    ApprovalWait climb(ApprovalInput approval);

    /** Ends the process the way the approval ended, and says how. */
    @ActivityMethod(name = "Approval_finish")
    String finish(ApprovalInput approval);

    /** Takes a proposal back that nobody waits for any more. */
    @ActivityMethod(name = "Approval_takeBack")
    void takeBack(ApprovalInput approval, String reason);
}
