package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One kind of act that needs somebody's word. A feature adds a bean for each of its kinds.
 *
 * @param <B> what is proposed: a record that only grows, since it is kept as JSON until it is decided
 */
public interface ApprovalBody<B> {
    /** The kind, for example {@code agreement}. */
    String kind();

    /** The record's class. */
    Class<B> type();

    /** Who may decide this one, by when, and what needs nobody's word. */
    Policy policy(TenantId tenant, B body);

    /** The proposal in words. */
    Description describe(B body);

    /** What of it may be changed by who decides; nothing by default. */
    default List<Field> fields(B body) {
        return List.of();
    }

    /**
     * The proposal with the changes of who decides, an object that is not empty: INVALID at {@code edits.<field>} when a change goes
     * beyond what the approval covers.
     */
    default B edit(B body, JsonNode edits) {
        var field = edits.propertyNames().iterator().next();
        throw DomainException.invalid(
                "edits." + field, "Nothing of this may be changed; approve it as it is, or reject it.");
    }

    /**
     * Makes it happen, in the transaction of the decision; what it throws takes the decision back and is said to who decided. Locks
     * of channels come last.
     */
    void carryOut(Approved<B> approved);

    /** It was rejected, has expired or was withdrawn, in the transaction that says so. */
    default void dropped(B body, Approval approval) {}
}
