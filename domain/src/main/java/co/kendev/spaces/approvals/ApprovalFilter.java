package co.kendev.spaces.approvals;

import org.jspecify.annotations.Nullable;

/**
 * Which approvals to list; null means all of them.
 *
 * @param limit 1 to 200
 * @param before the last id of the page before, to go on from there
 */
public record ApprovalFilter(
        @Nullable State state,
        @Nullable String tenantSlug,
        int limit,
        @Nullable ApprovalId before) {
    public static final int LIMIT_MAX = 200;

    public ApprovalFilter {
        limit = Math.clamp(limit, 1, LIMIT_MAX);
    }

    public static ApprovalFilter open() {
        return new ApprovalFilter(State.OPEN, null, LIMIT_MAX, null);
    }
}
