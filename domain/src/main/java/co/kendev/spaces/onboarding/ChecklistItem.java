package co.kendev.spaces.onboarding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the owner's checklist.
 *
 * @param doneBy the name of who did it
 */
public record ChecklistItem(
        String key,
        String label,
        String hint,
        @Nullable Instant doneAt,
        @Nullable String doneBy) {
    public boolean isOpen() {
        return doneAt == null;
    }
}
