package co.kendev.spaces.approvals.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.workflow.ClockOffset;
import io.temporal.api.enums.v1.EventType;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApprovalWorkflowTest {
    private ApprovalRun approval;

    @BeforeEach
    void begin() {
        approval = new ApprovalRun();
    }

    @AfterEach
    void close() {
        approval.close();
    }

    @Test
    void aDecisionEndsTheWait() throws Exception {
        approval.awaitWaiting();

        approval.decide("approved");

        assertThat(approval.end()).isEqualTo("approved by Ana Ortiz");
        assertThat(approval.activities.calls).containsExactly("next", "next", "finish");
        replays();
    }

    @Test
    void remindsAfterADayAsksFurtherUpAfterThreeAndExpiresAfterSeven() throws Exception {
        assertThat(approval.end()).isEqualTo("expired");

        assertThat(approval.activities.calls)
                .containsExactly(
                        "next",
                        "climb Say it again after 24 h",
                        "climb Ask the next ones up too after 72 h",
                        "climb The proposal expires after 168 h",
                        "finish");
        replays();
    }

    @Test
    void aDecisionBetweenTwoRungsIsHeardAtOnce() throws Exception {
        approval.awaitWaiting();
        approval.temporal.sleep(Duration.ofHours(30));

        approval.decide("rejected");

        assertThat(approval.end()).isEqualTo("rejected");
        assertThat(approval.activities.calls)
                .containsExactly("next", "climb Say it again after 24 h", "next", "finish");
    }

    @Test
    void aLostSignalIsMendedByTheNextRung() throws Exception {
        approval.awaitWaiting();
        approval.activities.state = "approved";

        assertThat(approval.end()).isEqualTo("approved by Ana Ortiz");
        assertThat(approval.activities.calls).containsExactly("next", "finish");
    }

    @Test
    void aRunThatStartsAfterTheDecisionEndsAtOnce() {
        approval.decide("approved");

        assertThat(approval.end()).isEqualTo("approved by Ana Ortiz");
        assertThat(approval.activities.calls).endsWith("finish").noneMatch(call -> call.startsWith("climb"));
    }

    @Test
    void theDemoClockMovesItOn() throws Exception {
        approval.awaitWaiting();

        approval.activities.ahead = Duration.ofDays(30);
        approval.run.signal("clock", new ClockOffset(Duration.ofDays(30).toSeconds()));

        assertThat(approval.end()).isEqualTo("expired");
        assertThat(Duration.ofMillis(approval.temporal.currentTimeMillis() - approval.begun))
                .isLessThan(Duration.ofHours(24));
        replays();
    }

    @Test
    void cancellingInTheTemporalUiTakesTheProposalBack() throws Exception {
        approval.awaitWaiting();

        approval.run.cancel();

        assertThatThrownBy(approval::end).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(approval.activities.calls).containsExactly("next", "take back");
        replays();
    }

    @Test
    void stepsAndTimersSayWhatTheyAreFor() {
        approval.end();

        var summaries = approval.history().getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        || event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
                .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
                .toList();

        assertThat(summaries)
                .contains("\"See who is asked\"", "\"Ask the next ones up too\"")
                .allSatisfy(summary -> assertThat(summary).isNotBlank());
    }

    private void replays() throws Exception {
        WorkflowReplayer.replayWorkflowExecution(approval.history(), ApprovalWorkflowImpl.class);
    }
}
