/** Spaces, members and invitations over REST. */
@NullMarked
@NamedInterface("rest")
package co.kendev.spaces.spaces.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
