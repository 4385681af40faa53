/** What the outside must learn of a committed fact. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.outbox;
