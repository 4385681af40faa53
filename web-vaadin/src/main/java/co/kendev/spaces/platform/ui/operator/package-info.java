/** Screens for those who run the installation. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.ui.operator;
