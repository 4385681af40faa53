/** The kinds of refusal a caller may meet. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.errors;
