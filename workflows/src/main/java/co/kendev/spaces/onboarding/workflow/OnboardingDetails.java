package co.kendev.spaces.onboarding.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The current details of a run: a short list that an operator reads in the Temporal UI. */
final class OnboardingDetails {
    private static final List<String> STAGES =
            List.of("reserve", "space", "channels", "roles", "agents", "content", "invite", "checklist", "active");

    private String stage = "";

    void entered(String stage) {
        this.stage = stage;
        show("");
    }

    void waiting(List<String> open, Instant until) {
        show("\n\nAwaited: **owner** until " + until.truncatedTo(ChronoUnit.MINUTES) + "\n\nStill open: "
                + String.join(", ", open));
    }

    void ended(String words) {
        stage = "";
        show("\n\nEnded: **" + words + "**");
    }

    void takenDown(String reason) {
        show("\n\nTaking it back, in reverse order: " + reason);
    }

    private void show(String ending) {
        var list = new StringBuilder();
        int now = stage.isEmpty() ? STAGES.size() : STAGES.indexOf(stage);
        for (int i = 0; i < STAGES.size(); i++)
            list.append(i < now ? "- ✔ " : i == now ? "- ▶ " : "- ◻ ")
                    .append(STAGES.get(i))
                    .append('\n');
        Workflow.setCurrentDetails(list.toString().stripTrailing() + ending);
    }
}
