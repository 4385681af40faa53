/** AI partners on screen. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.agents.ui;
