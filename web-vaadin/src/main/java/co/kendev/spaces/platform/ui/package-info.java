/** What every screen behind the login stands on: the page, the theme, notices. */
@NullMarked
@NamedInterface("ui")
package co.kendev.spaces.platform.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
