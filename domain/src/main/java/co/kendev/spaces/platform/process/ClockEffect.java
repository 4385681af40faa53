package co.kendev.spaces.platform.process;

import org.jspecify.annotations.Nullable;

/** A line of the story of a process that was open when the demo clock moved, written since. */
public record ClockEffect(
        ProcessId process,
        String tenantSlug,
        String title,
        ProcessEvent line,
        @Nullable String stepLabel) {}
