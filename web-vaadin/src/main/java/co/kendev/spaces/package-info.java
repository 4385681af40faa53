/** The application. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces;
