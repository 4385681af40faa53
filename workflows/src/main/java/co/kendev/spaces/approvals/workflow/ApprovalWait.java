package co.kendev.spaces.approvals.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an approval waits for.
 *
 * @param open whether it still does
 * @param at when something happens without a decision, by business time
 * @param what happens then
 * @param now the business time of this answer
 * @param blockedOn the roles that may decide by now
 */
public record ApprovalWait(
        boolean open,
        Instant at,
        String what,
        Instant now,
        String blockedOn,
        @Nullable Long amountMinor,
        Instant expiresAt) {}
