/** What every way in over HTTP shares: problems, limits, security headers, JSON. */
@NullMarked
@NamedInterface("web")
package co.kendev.spaces.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
