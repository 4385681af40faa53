/** Approvals over REST. */
@NullMarked
@NamedInterface("rest")
package co.kendev.spaces.approvals.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
