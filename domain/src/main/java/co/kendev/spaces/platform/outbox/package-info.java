/** What the outside must learn of a committed fact. */
@NullMarked
@NamedInterface("outbox")
package co.kendev.spaces.platform.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
