/** Amounts of money. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.money;
