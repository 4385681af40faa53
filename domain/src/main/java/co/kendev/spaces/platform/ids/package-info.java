/** Identifiers. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.ids;
