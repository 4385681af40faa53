package co.kendev.spaces.revenue.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A payment, or many of one tenant, becomes everybody's money. */
@WorkflowInterface
public interface DistributionWorkflow {
    /** @return what was posted, in the words the operators read */
    @WorkflowMethod(name = "Distribution")
    String run(DistributionInput input);
}
