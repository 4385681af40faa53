package co.kendev.spaces.platform.process;

import org.jspecify.annotations.Nullable;

/** A line written since the demo clock moved: of a process that was open then, or of one whose time has come. */
public record ClockEffect(
        ProcessId process,
        String tenantSlug,
        String title,
        ProcessEvent line,
        @Nullable String stepLabel) {}
