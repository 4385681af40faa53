/** Public pages of revenue. */
@NullMarked
package co.kendev.spaces.revenue.web;

import org.jspecify.annotations.NullMarked;
