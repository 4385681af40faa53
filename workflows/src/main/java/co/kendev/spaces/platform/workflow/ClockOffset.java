package co.kendev.spaces.platform.workflow;

/** How far business time is ahead of the clock, as a whole, never as a difference. */
public record ClockOffset(long offsetSeconds) {}
