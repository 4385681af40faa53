/** What every screen behind the login stands on: the page, the theme, notices. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.ui;
