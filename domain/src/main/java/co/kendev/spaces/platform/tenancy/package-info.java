/** The tenant wall: who acts, for which tenant, in which transaction. */
@NullMarked
@NamedInterface("tenancy")
package co.kendev.spaces.platform.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
