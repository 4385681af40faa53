package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A proposal and what became of it.
 *
 * @param kind names the {@link ApprovalBody}
 * @param batch the same for equal ones of a kind, which are decided in one go
 * @param rung how far the ladder was climbed
 * @param revision raised by every change
 * @param process what waits for the decision; null when a policy decided at once
 */
public record Approval(
        ApprovalId id,
        TenantId tenant,
        String tenantSlug,
        String kind,
        @Nullable String batch,
        JsonNode body,
        Description about,
        Proposer proposer,
        State state,
        Policy policy,
        int rung,
        int revision,
        @Nullable Place place,
        @Nullable MessageId message,
        @Nullable ProcessId process,
        @Nullable String workflowId,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        List<Decision> decisions) {
    public Approval {
        decisions = List.copyOf(decisions);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether one word can decide both: of one batch, and about the very same thing. */
    public boolean isLike(Approval other) {
        return id.equals(other.id)
                || (batch != null
                        && batch.equals(other.batch)
                        && tenant.equals(other.tenant)
                        && kind.equals(other.kind)
                        && body.equals(other.body));
    }

    /** Open in the rows, but over. */
    public boolean isOverdue(Instant now) {
        return isOpen() && !now.isBefore(expiresAt);
    }

    /** Who may decide by now. */
    public List<Decider> deciders() {
        return policy.deciders(rung);
    }

    /** Their roles, each once, in order. */
    public List<String> roles() {
        return deciders().stream().map(Decider::role).distinct().toList();
    }

    /** How many have agreed. */
    public int agreed() {
        return (int) decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.APPROVE)
                .count();
    }

    /** Agreed and needed, for example {@code 1/2}; a policy turns every key. */
    public String keys() {
        int needed = policy.keys();
        return (state == State.APPROVED ? needed : agreed()) + "/" + needed;
    }

    /** What a person has said to it. */
    public Optional<Decision> decisionOf(PersonId person) {
        return decisions.stream()
                .filter(decision -> person.equals(decision.person()))
                .findFirst();
    }

    /** The decision that ended it. */
    Optional<Decision> last() {
        return decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.getLast());
    }
}
