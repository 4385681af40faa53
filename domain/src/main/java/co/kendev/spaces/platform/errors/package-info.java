/** The kinds of refusal a caller may meet. */
@NullMarked
@NamedInterface("errors")
package co.kendev.spaces.platform.errors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
