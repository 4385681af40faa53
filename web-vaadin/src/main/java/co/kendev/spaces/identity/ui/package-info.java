/** The person in front of the screen. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.identity.ui;
