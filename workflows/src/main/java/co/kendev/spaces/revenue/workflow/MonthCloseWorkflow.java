package co.kendev.spaces.revenue.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A month of a tenant's sales is trued up, shut, stated and checked. */
@WorkflowInterface
public interface MonthCloseWorkflow {
    /** @return how it ended, in the words the operators read */
    @WorkflowMethod(name = "MonthClose")
    String run(MonthCloseInput input);
}
