/** Identifiers. */
@NullMarked
@NamedInterface("ids")
package co.kendev.spaces.platform.ids;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
