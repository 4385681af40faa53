/** Amounts of money. */
@NullMarked
@NamedInterface("money")
package co.kendev.spaces.platform.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
