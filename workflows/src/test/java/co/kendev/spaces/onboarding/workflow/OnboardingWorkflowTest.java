package co.kendev.spaces.onboarding.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.workflow.ClockOffset;
import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.SearchKeys;
import co.kendev.spaces.platform.workflow.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OnboardingWorkflowTest {
    private static final List<String> BUILT = List.of(
            "build reserve",
            "build space",
            "build channels",
            "build roles",
            "build agents",
            "build content",
            "build invite",
            "open");
    private static final String WORKFLOW_ID = "hays/onboarding/hays";
    private static final OnboardingInput HAYS =
            new OnboardingInput("hays", "0190-tenant", "0190-process", "Hays Cactus Farm");

    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void startServer() {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build());
        SearchKeys.all().forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
    }

    @AfterEach
    void stopServer() {
        temporal.close();
    }

    @Test
    void everyStageInItsOrderAndNoWaitWithoutAChecklist() {
        var activities = work();

        assertThat(start().run(HAYS)).isEqualTo("active");

        assertThat(activities.calls).containsExactlyElementsOf(and(BUILT, "finish"));
    }

    @Test
    void theLastTickEndsTheWait() throws Exception {
        var activities = work("confirm-brand", "first-message");
        var run = begin();
        activities.open.clear();

        run.signal("checklist", new ChecklistTick("first-message", "s1"));
        run.signal("checklist", new ChecklistTick("first-message", "s1"));
        run.signal("checklist", new ChecklistTick("confirm-brand", "s2"));

        assertThat(run.getResult(String.class)).isEqualTo("active");
        assertThat(activities.calls).doesNotContain("remind 1");
        replays();
    }

    @Test
    void remindsAfterOneAndThreeDaysAndEndsAfterSeven() throws Exception {
        var activities = work("invite-colleague", "first-message");
        var run = begin();

        temporal.sleep(Duration.ofHours(23));
        assertThat(activities.calls).doesNotContain("remind 1");
        temporal.sleep(Duration.ofHours(2));
        assertThat(activities.calls).contains("remind 1").doesNotContain("remind 2");
        temporal.sleep(Duration.ofHours(48));
        assertThat(activities.calls).contains("remind 2");

        assertThat(run.getResult(String.class)).isEqualTo("active, 2 steps open");
        assertThat(activities.calls).containsExactlyElementsOf(and(BUILT, "remind 1", "remind 2", "finish"));
        assertThat(Duration.between(activities.openedAt, activities.finishedAt))
                .isBetween(Duration.ofDays(7), Duration.ofDays(7).plusMinutes(1));
        replays();
    }

    @Test
    void aLostTickIsMendedByTheNextReminder() throws Exception {
        var activities = work("first-message");
        var run = begin();
        activities.awaitCall("open");
        activities.open.clear();

        assertThat(run.getResult(String.class)).isEqualTo("active");
        assertThat(activities.calls).contains("remind 1").doesNotContain("remind 2");
    }

    @Test
    void aForgottenRunDoesNotStartItsWeekAnew() {
        var activities = work("first-message");
        activities.openedAt = now().minus(Duration.ofDays(6));
        var begun = now();

        assertThat(start().run(HAYS)).isEqualTo("active, 1 step open");

        assertThat(Duration.between(begun, activities.finishedAt)).isLessThan(Duration.ofHours(25));
    }

    @Test
    void remindersAndTheEndComeWhenBusinessTimeJumps() throws Exception {
        var activities = work("first-message");
        var run = begin();
        awaitWaiting();

        run.signal("clock", hours(23));
        run.signal("clock", hours(25));
        activities.awaitCall("remind 1");
        run.signal("clock", hours(25));
        run.signal("clock", hours(24));
        temporal.sleep(Duration.ofHours(46));
        assertThat(activities.calls).doesNotContain("remind 2");
        temporal.sleep(Duration.ofHours(2));
        activities.awaitCall("remind 2");
        run.signal("clock", hours(24 * 7));

        assertThat(run.getResult(String.class)).isEqualTo("active, 1 step open");
        assertThat(Duration.between(activities.openedAt, activities.finishedAt)).isLessThan(Duration.ofHours(49));
        replays();
    }

    @Test
    void aRunThatBeganInShiftedTimeWaitsNoShorter() throws Exception {
        var activities = work("first-message");
        activities.clockOffset = Duration.ofDays(30);
        activities.openedAt = now().plus(activities.clockOffset);
        var run = begin();

        temporal.sleep(Duration.ofHours(23));
        assertThat(activities.calls).contains("open").doesNotContain("remind 1");
        temporal.sleep(Duration.ofHours(2));
        activities.awaitCall("remind 1");
        run.signal("clock", hours(24 * 37));

        assertThat(run.getResult(String.class)).isEqualTo("active, 1 step open");
        replays();
    }

    @Test
    void aClockThatMovesBeforeTheWaitIsHeardToo() throws Exception {
        var activities = work("first-message");
        activities.always.put("build agents", new IllegalStateException("no database"));
        var run = begin();
        awaitRetry(activities, "build agents");

        run.signal("clock", hours(24 * 7));
        activities.always.clear();

        assertThat(run.getResult(String.class)).isEqualTo("active, 1 step open");
        assertThat(Duration.between(activities.openedAt, activities.finishedAt)).isLessThan(Duration.ofHours(1));
        replays();
    }

    @Test
    void aFailingStepIsTriedAgainUntilItSucceeds() throws Exception {
        var activities = work();
        activities.once.put("build channels", new IllegalStateException("the database restarted"));
        var run = begin();

        assertThat(run.getResult(String.class)).isEqualTo("active");
        assertThat(activities.calls)
                .containsSubsequence("build channels", "build channels", "build roles")
                .doesNotContain("undo channels");
    }

    @Test
    void aRefusalTakesEverythingBackInReverseOrder() {
        var activities = work();
        activities.always.put("build roles", RecordingActivities.refused("Template asks for role 'wizard'"));

        assertThatThrownBy(() -> start().run(HAYS)).isInstanceOf(WorkflowFailedException.class);

        assertThat(activities.calls)
                .endsWith("build roles", "halt", "undo roles", "undo channels", "undo space", "undo reserve", "close");
        assertThat(activities.closing.cancelled()).isFalse();
        assertThat(activities.closing.reason()).isEqualTo("Template asks for role 'wizard'");
    }

    @Test
    void cancellingBySignalTakesEverythingBack() throws Exception {
        var activities = work("first-message");
        var run = begin();
        awaitWaiting();

        run.signal("cancel", new CancelRequest("owner changed their mind", "c1"));

        assertThat(run.getResult(String.class)).isEqualTo("cancelled");
        assertThat(activities.calls)
                .containsSubsequence("halt", "undo checklist", "undo invite", "undo reserve", "close");
        assertThat(activities.closing.cancelled()).isTrue();
        assertThat(activities.closing.reason()).isEqualTo("owner changed their mind");
        replays();
    }

    @Test
    void cancellingInTheTemporalUiDoesTheSame() throws Exception {
        var activities = work("first-message");
        var run = begin();
        awaitWaiting();

        run.cancel();

        assertThatThrownBy(() -> run.getResult(String.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(activities.calls).endsWith("undo reserve", "close");
        replays();
    }

    @Test
    void aSpaceThatPeopleUseStaysWhenItsOnboardingIsCancelled() throws Exception {
        var activities = work("first-message");
        activities.inhabited = true;
        var run = begin();
        awaitWaiting();

        run.signal("cancel", new CancelRequest("tidying up", "c1"));

        assertThat(run.getResult(String.class)).isEqualTo("cancelled");
        assertThat(activities.calls).endsWith("halt", "close").doesNotContain("undo reserve");
    }

    @Test
    void aCancelDuringAFailingStepIsHeard() throws Exception {
        var activities = work();
        activities.always.put("build agents", new IllegalStateException("no database"));
        var run = begin();
        awaitRetry(activities, "build agents");

        run.signal("cancel", new CancelRequest("enough", "c1"));

        assertThat(run.getResult(String.class)).isEqualTo("cancelled");
        assertThat(activities.calls)
                .endsWith("undo agents", "undo roles", "undo channels", "undo space", "undo reserve", "close");
    }

    @Test
    void stepsAndTimersSayWhatTheyAreFor() {
        work("first-message");
        var run = begin();
        run.getResult(String.class);

        var summaries = history().getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        || event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
                .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
                .toList();

        assertThat(summaries)
                .contains("\"Open categories and channels\"", "\"Reminder 1 to the owner\"")
                .allSatisfy(summary -> assertThat(summary).isNotBlank());
    }

    private static ClockOffset hours(int hours) {
        return new ClockOffset(Duration.ofHours(hours).toSeconds());
    }

    private RecordingActivities work(String... open) {
        var activities = new RecordingActivities(this::now, open);
        var worker = temporal.newWorker(TaskQueues.CORE);
        worker.registerWorkflowImplementationTypes(OnboardingWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
        return activities;
    }

    private OnboardingWorkflow start() {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        OnboardingWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CORE)
                                .setWorkflowId(WORKFLOW_ID)
                                .build());
    }

    private WorkflowStub begin() {
        var stub = start();
        WorkflowClient.start(stub::run, HAYS);
        return WorkflowStub.fromTyped(stub);
    }

    private Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    /** The call failed three times; its next attempt is a second away, so nothing is on its way. */
    private static void awaitRetry(RecordingActivities activities, String call) throws InterruptedException {
        while (Collections.frequency(activities.calls, call) < 3) Thread.sleep(5);
        Thread.sleep(100);
    }

    /** The owner is waited for: no activity is on its way that a cancellation could meet (the test server hangs on that). */
    private void awaitWaiting() throws InterruptedException {
        while (history().getEvents().stream()
                .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)) Thread.sleep(5);
    }

    private void replays() throws Exception {
        WorkflowReplayer.replayWorkflowExecution(history(), OnboardingWorkflowImpl.class);
    }

    private WorkflowExecutionHistory history() {
        return temporal.getWorkflowClient().fetchHistory(WORKFLOW_ID);
    }

    private static List<String> and(List<String> calls, String... more) {
        return java.util.stream.Stream.concat(calls.stream(), List.of(more).stream())
                .toList();
    }
}
