/** The development stack: starts, supervises, adopts and stops PostgreSQL, Temporal and the application. */
@NullMarked
package co.kendev.spaces.dev;

import org.jspecify.annotations.NullMarked;
