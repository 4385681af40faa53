/** Digests. */
@NullMarked
@NamedInterface("hash")
package co.kendev.spaces.platform.hash;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
