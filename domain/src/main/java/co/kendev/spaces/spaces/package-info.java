/** Spaces, channels, members, permissions. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.spaces;
