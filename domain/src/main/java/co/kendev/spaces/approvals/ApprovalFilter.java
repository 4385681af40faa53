package co.kendev.spaces.approvals;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals to list.
 *
 * @param states none for all of them
 * @param tenantSlug null for every tenant
 * @param limit 1 to 200
 * @param before the last id of the page before, to go on from there
 */
public record ApprovalFilter(
        Set<State> states,
        @Nullable String tenantSlug,
        int limit,
        @Nullable ApprovalId before) {
    public static final int LIMIT_MAX = 200;

    private static final Set<State> OVER = Set.copyOf(EnumSet.complementOf(EnumSet.of(State.OPEN)));

    public ApprovalFilter {
        states = Set.copyOf(states);
        limit = Math.clamp(limit, 1, LIMIT_MAX);
    }

    public ApprovalFilter(@Nullable State state, @Nullable String tenantSlug, int limit, @Nullable ApprovalId before) {
        this(state == null ? Set.of() : Set.of(state), tenantSlug, limit, before);
    }

    public static ApprovalFilter open() {
        return new ApprovalFilter(State.OPEN, null, LIMIT_MAX, null);
    }

    /** Those that nobody decides any more. */
    public static ApprovalFilter over(int limit, @Nullable ApprovalId before) {
        return new ApprovalFilter(OVER, null, limit, before);
    }
}
