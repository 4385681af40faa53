/** The one clock. */
@NullMarked
@NamedInterface("time")
package co.kendev.spaces.platform.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
