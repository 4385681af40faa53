package co.kendev.spaces.approvals.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an approval waits for.
 *
 * @param open whether it still does
 * @param at when something happens without a decision, by business time
 * @param what happens then
 * @param blockedOn the roles that may decide by now
 * @param clockOffsetSeconds how far business time is ahead of the clock
 */
public record ApprovalWait(
        boolean open,
        Instant at,
        String what,
        String blockedOn,
        @Nullable Long amountMinor,
        Instant expiresAt,
        long clockOffsetSeconds) {}
