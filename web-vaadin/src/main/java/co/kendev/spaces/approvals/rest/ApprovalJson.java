package co.kendev.spaces.approvals.rest;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Decision;
import co.kendev.spaces.approvals.Evidence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An approval as programs read it.
 *
 * @param batch the same for equal ones of a kind, which may be decided in one go
 * @param revision raised by every change
 * @param keys agreed and needed, for example {@code 1/2}
 * @param deciders the roles that may decide by now
 * @param messageId the card that shows it
 * @param workflowId what waits for the decision; null when a policy decided at once
 */
@Schema(name = "Approval")
public record ApprovalJson(
        UUID id,
        String tenant,
        String kind,
        @Nullable String batch,
        int revision,
        String title,
        String effect,
        @Nullable Long amountMinor,
        @Nullable String currency,
        List<Evidence> evidence,
        ProposerJson proposer,
        String state,
        String keys,
        List<String> deciders,
        Instant expiresAt,
        List<DecisionJson> decisions,
        @Nullable UUID messageId,
        @Nullable String workflowId,
        Instant createdAt) {

    /** Who wants it; {@code kind} is person, agent or system. */
    @Schema(name = "Proposer")
    public record ProposerJson(String kind, @Nullable UUID id, String name) {}

    /**
     * What one decider said.
     *
     * @param by the person's id; null when a recorded policy decided
     */
    @Schema(name = "Decision")
    public record DecisionJson(
            @Nullable UUID by,
            String name,
            String role,
            String decision,
            @Nullable String comment,
            @Nullable JsonNode edits,
            Instant at) {
        static DecisionJson of(Decision decision) {
            return new DecisionJson(
                    decision.person() == null ? null : decision.person().value(),
                    decision.name(),
                    decision.role(),
                    decision.verdict().word(),
                    decision.comment(),
                    decision.edits(),
                    decision.at());
        }
    }

    /** What the interfaces say of an approval. */
    public static ApprovalJson of(Approval approval) {
        var about = approval.about();
        var amount = about.amount();
        var message = approval.message();
        return new ApprovalJson(
                approval.id().value(),
                approval.tenantSlug(),
                approval.kind(),
                approval.batch(),
                approval.revision(),
                about.title(),
                about.effect(),
                amount == null ? null : amount.minor(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                about.evidence(),
                new ProposerJson(
                        approval.proposer().kind().word(),
                        approval.proposer().id(),
                        approval.proposer().name()),
                approval.state().word(),
                approval.keys(),
                approval.roles(),
                approval.expiresAt(),
                approval.decisions().stream().map(DecisionJson::of).toList(),
                message == null ? null : message.value(),
                approval.workflowId(),
                approval.createdAt());
    }
}
