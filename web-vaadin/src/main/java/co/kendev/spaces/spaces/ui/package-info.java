/** Finding one's spaces, and their settings. */
@NullMarked
@NamedInterface("ui")
package co.kendev.spaces.spaces.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
