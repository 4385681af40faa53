package co.kendev.spaces.platform.process;

import org.jspecify.annotations.Nullable;

/**
 * Which processes to list; null means all of them.
 *
 * @param limit 1 to 200
 * @param before the last id of the page before, to go on from there
 */
public record ProcessFilter(
        @Nullable String kind,
        @Nullable ProcessState state,
        @Nullable String tenantSlug,
        int limit,
        @Nullable ProcessId before) {
    public static final int LIMIT_MAX = 200;

    public ProcessFilter {
        limit = Math.clamp(limit, 1, LIMIT_MAX);
    }

    public static ProcessFilter latest(int limit) {
        return new ProcessFilter(null, null, null, limit, null);
    }
}
