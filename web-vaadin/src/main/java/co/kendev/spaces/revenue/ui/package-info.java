/** Screens of money: what was sold, who got what of it, and why. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.revenue.ui;
