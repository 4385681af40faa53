/** Messages: the universal event log, and its live feed. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.messages;
