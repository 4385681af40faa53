/** The worker: its connection to Temporal and the outbox relay. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.activity;
