package co.kendev.spaces.onboarding.workflow;

import co.kendev.spaces.platform.workflow.ClockOffset;
import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Records the histories that later versions must still be able to replay. Run its main before a workflow changes, with the next
 * version as argument, and keep the old files: runs that wait for an owner live for a week.
 */
final class OnboardingHistories {
    private static final OnboardingInput HAYS =
            new OnboardingInput("hays", "0190-tenant", "0190-process", "Hays Cactus Farm");

    private final Path folder;
    private final String version;

    private OnboardingHistories(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        var recorder = new OnboardingHistories(Path.of(args[0]), args[1]);
        recorder.record("all-done", (activities, run) -> {
            activities.open.clear();
            run.signal("checklist", new ChecklistTick("confirm-brand", "s1"));
            run.signal("checklist", new ChecklistTick("first-message", "s2"));
        });
        recorder.record("seven-days", (activities, run) -> {});
        recorder.record("step-retried", (activities, run) -> activities.open.clear());
        recorder.record("refused", (activities, run) -> {});
        recorder.record(
                "cancelled", (activities, run) -> run.signal("cancel", new CancelRequest("changed my mind", "c1")));
        recorder.record("cancelled-from-outside", (activities, run) -> run.cancel());
        recorder.record("clock-moved", (activities, run) -> {
            run.signal("clock", new ClockOffset(Duration.ofHours(23).toSeconds()));
            run.signal("clock", new ClockOffset(Duration.ofHours(25).toSeconds()));
            run.signal("clock", new ClockOffset(Duration.ofHours(24).toSeconds()));
            activities.awaitCall("remind 1");
            run.signal("clock", new ClockOffset(Duration.ofDays(8).toSeconds()));
        });
        System.exit(0);
    }

    private void record(String story, Story then) throws IOException, InterruptedException {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build());
        SearchKeys.all().forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        try (var temporal = TestWorkflowEnvironment.newInstance(options.build())) {
            var activities = new RecordingActivities(
                    () -> Instant.ofEpochMilli(temporal.currentTimeMillis()), "confirm-brand", "first-message");
            if (story.equals("step-retried"))
                activities.once.put("build channels", new IllegalStateException("the database restarted"));
            if (story.equals("refused"))
                activities.always.put("build roles", RecordingActivities.refused("no such role"));
            var worker = temporal.newWorker(TaskQueues.CORE);
            worker.registerWorkflowImplementationTypes(OnboardingWorkflowImpl.class);
            worker.registerActivitiesImplementations(activities);
            temporal.start();

            var stub = temporal.getWorkflowClient()
                    .newWorkflowStub(
                            OnboardingWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.CORE)
                                    .setWorkflowId("hays/onboarding/hays")
                                    .build());
            WorkflowClient.start(stub::run, HAYS);
            var run = WorkflowStub.fromTyped(stub);
            while (!activities.calls.contains("open") && !activities.calls.contains("close")) Thread.sleep(5);
            if (!story.equals("refused")) then.tell(activities, run);
            try {
                run.getResult(String.class);
            } catch (WorkflowException expected) {
                // some of these stories end badly
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(story + "-" + version + ".json"),
                    temporal.getWorkflowClient()
                            .fetchHistory("hays/onboarding/hays")
                            .toJson(true));
        }
    }

    /** What happens to a run once its owner is let in. */
    @FunctionalInterface
    private interface Story {
        void tell(RecordingActivities activities, WorkflowStub run) throws InterruptedException;
    }
}
