package co.kendev.spaces.platform.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a process's story, never changed. */
public record ProcessEvent(
        long seq,
        Instant at,
        @Nullable String step,
        String event,
        @Nullable String detail) {}
