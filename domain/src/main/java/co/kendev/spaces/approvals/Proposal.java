package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something somebody wants done.
 *
 * @param body of a type that an {@link ApprovalBody} is for
 * @param key the proposer's own name for it, unique in the tenant and kind: the same again is the same approval
 * @param batch the same for equal ones, which are decided in one go; null when it stands alone
 * @param place where it is shown; null for the inbox alone
 */
public record Proposal<B>(
        TenantId tenant,
        Proposer proposer,
        B body,
        @Nullable String key,
        @Nullable String batch,
        @Nullable Place place) {

    public static <B> Proposal<B> of(TenantId tenant, Proposer proposer, B body) {
        return new Proposal<>(tenant, proposer, body, null, null, null);
    }

    public Proposal<B> keyed(String name) {
        return new Proposal<>(tenant, proposer, body, name, batch, place);
    }

    public Proposal<B> batched(String name) {
        return new Proposal<>(tenant, proposer, body, key, name, place);
    }

    public Proposal<B> shownIn(Place channel) {
        return new Proposal<>(tenant, proposer, body, key, batch, channel);
    }
}
