/** Revenue for machines. */
@NullMarked
package co.kendev.spaces.revenue.rest;

import org.jspecify.annotations.NullMarked;
