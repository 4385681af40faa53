/** The one clock, and the time by which business waits. */
@NullMarked
@NamedInterface("time")
package co.kendev.spaces.platform.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
