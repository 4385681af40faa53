/** Finding one's spaces, and their settings. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.spaces.ui;
