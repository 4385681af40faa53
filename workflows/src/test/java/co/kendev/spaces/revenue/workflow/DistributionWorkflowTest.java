package co.kendev.spaces.revenue.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DistributionWorkflowTest {
    private static final String RUN = "hays/distribution/evt_1001";
    private static final DistributionInput SALE =
            new DistributionInput("hays", "0190-tenant", RUN, "Hays Cactus Farm", "120000");

    private final List<String> posted = new ArrayList<>();
    private DistributionOutcome outcome = new DistributionOutcome("$1,200.00 · posted", 1, 0);
    private int failures;
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void startServer() {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build());
        SearchKeys.all().forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        var worker = temporal.newWorker(TaskQueues.CORE);
        worker.registerWorkflowImplementationTypes(DistributionWorkflowImpl.class);
        DistributionActivities activities = run -> {
            if (failures-- > 0) throw new IllegalStateException("the database restarted");
            posted.add(run.run());
            return outcome;
        };
        worker.registerActivitiesImplementations(activities);
        temporal.start();
    }

    @AfterEach
    void stopServer() {
        temporal.close();
    }

    @Test
    void postsAndSaysSo() throws Exception {
        assertThat(run(SALE)).isEqualTo("Hays Cactus Farm · $1,200.00 · posted");
        assertThat(posted).containsExactly(RUN);
        WorkflowReplayer.replayWorkflowExecution(
                temporal.getWorkflowClient().fetchHistory(RUN), DistributionWorkflowImpl.class);
    }

    @Test
    void isRefusedWhenSomethingWasRefusedAndNothingPosted() {
        run(SALE);
        assertThat(stage()).isEqualTo("posted");
        outcome = new DistributionOutcome("nothing was left to post", 0, 0);
        run(SALE);
        assertThat(stage()).isEqualTo("posted");
        outcome = new DistributionOutcome("1 refused", 0, 1);
        run(SALE);
        assertThat(stage()).isEqualTo("refused");
    }

    @Test
    void aStepThatFailsIsTriedAgain() {
        failures = 2;
        assertThat(run(SALE)).endsWith("posted");
        assertThat(posted).containsExactly(RUN);
    }

    @Test
    void aRunOfAnotherTenantIsRefused() {
        var foreign = new DistributionInput("celersoft", "0190-tenant", RUN, "Celersoft", null);
        assertThatThrownBy(() -> run(foreign)).isInstanceOf(WorkflowFailedException.class);
        assertThat(posted).isEmpty();
    }

    private String stage() {
        return temporal.getWorkflowClient()
                .newUntypedWorkflowStub(RUN)
                .describe()
                .getTypedSearchAttributes()
                .get(SearchKeys.STAGE);
    }

    private String run(DistributionInput input) {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        DistributionWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CORE)
                                .setWorkflowId(RUN)
                                .build())
                .run(input);
    }

    /** Records the histories that later versions must still be able to replay: the folder, then the version. */
    static void main(String[] args) throws IOException {
        var folder = Files.createDirectories(Path.of(args[0]));
        record(folder.resolve("posted-" + args[1] + ".json"), 0);
        record(folder.resolve("tried-again-" + args[1] + ".json"), 1);
        System.exit(0);
    }

    private static void record(Path file, int failures) throws IOException {
        var test = new DistributionWorkflowTest();
        test.failures = failures;
        test.startServer();
        test.run(SALE);
        Files.writeString(
                file, test.temporal.getWorkflowClient().fetchHistory(RUN).toJson(true));
        test.stopServer();
    }
}
