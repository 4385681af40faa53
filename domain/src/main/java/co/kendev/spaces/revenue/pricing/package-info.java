/** The arithmetic of revenue: terms and amounts in, exact cents out. Values only; no clock, no database. */
@NullMarked
@NamedInterface("pricing")
package co.kendev.spaces.revenue.pricing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
