package co.kendev.spaces.stress;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** What Temporal itself knows of a run. */
final class Runs implements AutoCloseable {

    private final WorkflowServiceStubs stubs;

    Runs(String target) {
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    }

    /** False also while nobody answers. */
    boolean isRunning(String workflow) {
        try {
            return stubs.blockingStub()
                            .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                    .setNamespace("spaces")
                                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                                    .build())
                            .getWorkflowExecutionInfo()
                            .getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (StatusRuntimeException unknown) {
            return false;
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
