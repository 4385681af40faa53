package co.kendev.spaces.approvals.workflow;

import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;

/** One run of the workflow on a server that skips time. */
final class ApprovalRun implements AutoCloseable {
    static final String WORKFLOW_ID = "hays/approval/0190-approval";
    private static final ApprovalInput HAYS = new ApprovalInput("hays", "0190-tenant", "0190-approval", "0190-process");

    final TestWorkflowEnvironment temporal;
    final RecordingApprovals activities;
    final WorkflowStub run;
    final long begun;

    ApprovalRun() {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build());
        SearchKeys.all().forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        begun = temporal.currentTimeMillis();
        activities = new RecordingApprovals(() -> Instant.ofEpochMilli(temporal.currentTimeMillis()));
        var worker = temporal.newWorker(TaskQueues.CORE);
        worker.registerWorkflowImplementationTypes(ApprovalWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
        var stub = temporal.getWorkflowClient()
                .newWorkflowStub(
                        ApprovalWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CORE)
                                .setWorkflowId(WORKFLOW_ID)
                                .build());
        WorkflowClient.start(stub::run, HAYS);
        run = WorkflowStub.fromTyped(stub);
    }

    /** Somebody decides, as the row and then the signal say. */
    void decide(String state) {
        activities.state = state;
        run.signal("decided", new ApprovalDecided(state, "s1"));
    }

    /** It waits: no activity is on its way that a cancellation could meet (the test server hangs on that). */
    void awaitWaiting() throws InterruptedException {
        while (history().getEvents().stream()
                .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)) Thread.sleep(5);
    }

    String end() {
        return run.getResult(String.class);
    }

    WorkflowExecutionHistory history() {
        return temporal.getWorkflowClient().fetchHistory(WORKFLOW_ID);
    }

    @Override
    public void close() {
        temporal.close();
    }
}
