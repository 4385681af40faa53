package co.kendev.spaces.revenue.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MonthCloseWorkflowTest {
    private final MonthCloseRun run = new MonthCloseRun();

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void everyStepInItsOrder() throws Exception {
        assertThat(run.end()).isEqualTo("Hays Cactus Farm · 2026-10 · closed, 7 statements");

        assertThat(run.activities.calls).containsExactly("settle", "true-up", "state", "check", "announce");
        replays();
    }

    @Test
    void itWaitsUntilNothingOfTheMonthIsQueuedAndLooksEverMoreSeldom() throws Exception {
        run.activities.queued.set(12);

        run.end();

        assertThat(run.activities.calls).startsWith("settle").endsWith("true-up", "state", "check", "announce");
        assertThat(run.activities.calls.stream().filter("settle"::equals)).hasSize(13);
        assertThat(run.history().getEvents().stream()
                        .filter(HistoryEvent::hasTimerStartedEventAttributes)
                        .map(event -> event.getTimerStartedEventAttributes()
                                .getStartToFireTimeout()
                                .getSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L, 900L, 900L);
        replays();
    }

    @Test
    void aStepThatFailsIsTriedAgainAndNoneBeforeIt() throws Exception {
        run.activities.once.put("state", new IllegalStateException("the database restarted"));

        run.end();

        assertThat(run.activities.calls).containsExactly("settle", "true-up", "state", "state", "check", "announce");
        replays();
    }

    private void replays() throws Exception {
        WorkflowReplayer.replayWorkflowExecution(run.history(), MonthCloseWorkflowImpl.class);
    }
}
