/** The one clock. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.time;
