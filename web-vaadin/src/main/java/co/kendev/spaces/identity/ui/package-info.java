/** The person in front of the screen. */
@NullMarked
@NamedInterface("ui")
package co.kendev.spaces.identity.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
