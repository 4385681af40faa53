package co.kendev.spaces.platform.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a process.
 *
 * @param attempts how often it was tried, the successful time included
 * @param failure why the last attempt failed, while it is tried again
 * @param note what came of it, in a few words
 */
public record ProcessStep(
        String name,
        String label,
        ProcessState state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempts,
        @Nullable String failure,
        @Nullable String note) {}
