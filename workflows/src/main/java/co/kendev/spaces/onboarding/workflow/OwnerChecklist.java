package co.kendev.spaces.onboarding.workflow;

import java.time.Instant;
import java.util.List;

/**
 * What waits for the owner.
 *
 * @param open the open lines
 * @param openedAt since when the space is open, by business time
 * @param clockOffsetSeconds how far that time is ahead of the clock; absent from older histories, which is zero
 */
public record OwnerChecklist(List<String> open, Instant openedAt, long clockOffsetSeconds) {
    public OwnerChecklist {
        open = List.copyOf(open);
    }
}
