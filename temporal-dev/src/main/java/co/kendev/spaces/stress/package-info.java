/** Kills everything again and again while businesses sign up and people talk, then counts what is there. */
@NullMarked
package co.kendev.spaces.stress;

import org.jspecify.annotations.NullMarked;
