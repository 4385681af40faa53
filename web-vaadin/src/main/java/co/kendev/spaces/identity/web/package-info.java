/** Who makes a request: login cookie, access token, the security chains of every way in over HTTP. */
@NullMarked
@NamedInterface("web")
package co.kendev.spaces.identity.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
