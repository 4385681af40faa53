package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one decider said.
 *
 * @param person null when the policy of that name decided
 * @param role as what they might
 * @param edits what they changed before they agreed
 */
public record Decision(
        @Nullable PersonId person,
        @Nullable String policy,
        String name,
        String role,
        Verdict verdict,
        @Nullable String comment,
        @Nullable JsonNode edits,
        Instant at) {}
