package co.kendev.spaces.onboarding.workflow;

import java.time.Instant;
import java.util.List;

/** What waits for the owner: the open lines, and since when the space is open. */
public record OwnerChecklist(List<String> open, Instant openedAt) {
    public OwnerChecklist {
        open = List.copyOf(open);
    }
}
