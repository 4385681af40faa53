package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * The proof that something may happen: an effect takes it as its argument. Only {@link Approvals} makes one, from a decision, in
 * the transaction that records it.
 */
public final class Approved<B> {
    private final Approval approval;
    private final B body;
    private final Instant at;

    Approved(Approval approval, B body, Instant at) {
        this.approval = approval;
        this.body = body;
        this.at = at;
    }

    /** What was approved, as it was edited before. */
    public B body() {
        return body;
    }

    public ApprovalId id() {
        return approval.id();
    }

    public TenantId tenant() {
        return approval.tenant();
    }

    public Proposer proposer() {
        return approval.proposer();
    }

    /** Who agreed, each with their own name or the policy's. */
    public List<Decision> decisions() {
        return approval.decisions();
    }

    /** When it was decided, by the time business goes by. */
    public Instant at() {
        return at;
    }
}
