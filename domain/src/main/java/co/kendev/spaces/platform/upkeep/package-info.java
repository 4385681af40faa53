/** What the house removes by itself, so that no table only grows. */
@NullMarked
@NamedInterface("upkeep")
package co.kendev.spaces.platform.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
