package co.kendev.spaces.platform.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open process that goes on by itself at an instant of business time, if nobody is faster.
 *
 * @param blockedOn who may be faster
 */
public record DueProcess(
        ProcessId id,
        String tenantSlug,
        String title,
        String stage,
        @Nullable String blockedOn,
        Instant dueAt) {}
