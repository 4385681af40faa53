/** The public page of a space, the way in by invitation, and brands as style sheets. */
@NullMarked
@NamedInterface("web")
package co.kendev.spaces.spaces.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
