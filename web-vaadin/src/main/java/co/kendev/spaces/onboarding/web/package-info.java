/** The landing page, the sign-up, and the page on which a space is watched being built. */
@NullMarked
@NamedInterface("web")
package co.kendev.spaces.onboarding.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
