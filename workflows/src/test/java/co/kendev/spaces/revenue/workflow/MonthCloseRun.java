package co.kendev.spaces.revenue.workflow;

import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;

/** One run of the workflow on a server that skips time. */
final class MonthCloseRun implements AutoCloseable {
    private static final String WORKFLOW_ID = "hays/month-close/2026-10";
    private static final MonthCloseInput HAYS =
            new MonthCloseInput("hays", "0190-tenant", "0190-process", "Hays Cactus Farm", "2026-10");

    final RecordingMonth activities = new RecordingMonth();
    final TestWorkflowEnvironment temporal;

    MonthCloseRun() {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build());
        SearchKeys.all().forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        var worker = temporal.newWorker(TaskQueues.CORE);
        worker.registerWorkflowImplementationTypes(MonthCloseWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
    }

    String end() {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        MonthCloseWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CORE)
                                .setWorkflowId(WORKFLOW_ID)
                                .build())
                .run(HAYS);
    }

    WorkflowExecutionHistory history() {
        return temporal.getWorkflowClient().fetchHistory(WORKFLOW_ID);
    }

    @Override
    public void close() {
        temporal.close();
    }
}
