package co.kendev.spaces.platform.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What the house does for itself, at regular times. */
@WorkflowInterface
public interface UpkeepWorkflow {
    @WorkflowMethod(name = "Upkeep")
    String run();
}
