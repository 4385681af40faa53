package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.workflow.ActivityProfiles;
import co.kendev.spaces.platform.workflow.SearchKeys;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts the workflow a row asks for; one that runs, or has run, under this id is success, because the id is the business key. */
@Component
public class WorkflowStarter implements OutboxHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowStarter.class);
    /** Temporal's own limit for a summary, in bytes; characters beyond ASCII take more than one. */
    private static final int SUMMARY_CHARS_MAX = 120;

    private final WorkflowClient client;
    private final JsonMapper json;

    private final String publicUrl;

    WorkflowStarter(
            WorkflowClient client,
            JsonMapper json,
            @Value("${spaces.public-url:http://localhost:${server.port:8080}}") String publicUrl) {
        this.client = client;
        this.json = json;
        this.publicUrl = publicUrl;
    }

    @Override
    public String topic() {
        return WorkflowStart.TOPIC;
    }

    @Override
    public void deliver(OutboxRow row) {
        start(row.workflowId(), json.treeToValue(row.payload(), WorkflowStart.class));
    }

    /** Starts a workflow, unless one of this id runs or has run; what the server answers otherwise is thrown. */
    public void start(String workflowId, WorkflowStart start) {
        start(workflowId, start, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
    }

    /** Starts a workflow, unless one of this id runs: for work that rows show to be undone, whatever became of an earlier run. */
    public void startAgain(String workflowId, WorkflowStart start) {
        start(workflowId, start, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    }

    private void start(String workflowId, WorkflowStart start, WorkflowIdReusePolicy reuse) {
        try {
            client.newUntypedWorkflowStub(start.type(), options(workflowId, start, reuse))
                    .start(start.input());
        } catch (WorkflowExecutionAlreadyStarted e) {
            LOG.debug("{} runs already", workflowId);
        }
    }

    private WorkflowOptions options(String workflowId, WorkflowStart start, WorkflowIdReusePolicy reuse) {
        var summary = start.summary();
        return WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setTaskQueue(start.queue())
                .setWorkflowIdReusePolicy(reuse)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTypedSearchAttributes(SearchAttributes.newBuilder()
                        .set(SearchKeys.TENANT, start.tenant())
                        .set(SearchKeys.PROCESS, start.process())
                        .set(SearchKeys.ENTITY, start.entity())
                        .build())
                .setStaticSummary(
                        summary.length() > SUMMARY_CHARS_MAX ? summary.substring(0, SUMMARY_CHARS_MAX) : summary)
                .setStaticDetails(linked(start.details()))
                .setPriority(ActivityProfiles.fairTo(start.tenant()))
                .setDisableEagerExecution(false)
                .build();
    }

    /** In the Temporal UI a link of ours needs our address. */
    private String linked(String details) {
        return details.replace("](/", "](" + publicUrl + "/");
    }
}
