package co.kendev.spaces.platform.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.approvals.workflow.ApprovalWorkflowImpl;
import co.kendev.spaces.onboarding.workflow.CancelRequest;
import co.kendev.spaces.onboarding.workflow.ChecklistTick;
import co.kendev.spaces.onboarding.workflow.OnboardingInput;
import co.kendev.spaces.onboarding.workflow.OnboardingWorkflow;
import co.kendev.spaces.onboarding.workflow.OnboardingWorkflowImpl;
import co.kendev.spaces.revenue.workflow.DistributionWorkflowImpl;
import co.kendev.spaces.revenue.workflow.MonthCloseWorkflowImpl;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every history ever recorded must replay with today's code. */
class ReplayTest {
    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    static List<Path> histories() throws IOException {
        try (var files = Files.walk(HISTORIES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void replays(Path history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(
                history.toFile(),
                OnboardingWorkflowImpl.class,
                ApprovalWorkflowImpl.class,
                DistributionWorkflowImpl.class,
                MonthCloseWorkflowImpl.class);
    }

    @Test
    void thereAreHistories() throws IOException {
        assertThat(histories()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void aWorkflowThatChangedItsStoryIsCaught() {
        var history = HISTORIES.resolve("onboarding/all-done-v1.json").toFile();

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, Changed.class))
                .hasStackTraceContaining("NonDeterministic");
    }

    /** The planted offender: it sleeps where the recorded run built. */
    public static final class Changed implements OnboardingWorkflow {
        @Override
        public String run(OnboardingInput input) {
            Workflow.sleep(Duration.ofMinutes(1));
            return "active";
        }

        @Override
        public void checklist(ChecklistTick tick) {}

        @Override
        public void cancel(CancelRequest request) {}
    }
}
