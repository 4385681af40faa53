package co.kendev.spaces.platform.time;

import java.time.Duration;

/**
 * Published on every instance when it learns that business time has moved, by its own doing or another's, and after a start when
 * it is ahead of the clock. Heard on any thread, perhaps inside a transaction: note it down, work elsewhere.
 *
 * @param offset how far business time is ahead now
 */
public record BusinessTimeMoved(Duration offset) {}
