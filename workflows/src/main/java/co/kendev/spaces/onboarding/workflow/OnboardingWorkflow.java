package co.kendev.spaces.onboarding.workflow;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A business gets its space: from the reserved name to the last line of the owner's checklist. */
@WorkflowInterface
public interface OnboardingWorkflow {
    /**
     * Builds the space, opens it, and accompanies its owner.
     *
     * @return how it ended, in the words the operators read
     */
    @WorkflowMethod(name = "Onboarding")
    String run(OnboardingInput input);

    /** A line of the checklist was done; saying it twice is harmless. */
    @SignalMethod(name = "checklist")
    void checklist(ChecklistTick tick);

    /** Somebody does not want the space any more. */
    @SignalMethod(name = "cancel")
    void cancel(CancelRequest request);
}
