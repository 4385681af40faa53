package co.kendev.spaces.approvals.workflow;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A proposal waits for somebody's word, and reminds of itself until there is one or its time is over. */
@WorkflowInterface
public interface ApprovalWorkflow {
    /**
     * Accompanies the proposal to its end.
     *
     * @return how it ended, in the words the operators read
     */
    @WorkflowMethod(name = "Approval")
    String run(ApprovalInput input);

    /** The row says how it ended; saying it twice is harmless. */
    @SignalMethod(name = "decided")
    void decided(ApprovalDecided word);
}
