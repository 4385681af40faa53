/** Pages of revenue: the public ones, and the statements, which can be printed. */
@NullMarked
package co.kendev.spaces.revenue.web;

import org.jspecify.annotations.NullMarked;
