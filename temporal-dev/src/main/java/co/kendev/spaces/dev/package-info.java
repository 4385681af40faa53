/** The development stack. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.dev;
