/** Screens for those who run the installation. */
@NullMarked
@NamedInterface("operator")
package co.kendev.spaces.platform.ui.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
