/** The worker: its connection to Temporal and the outbox relay. */
@NullMarked
@NamedInterface("activity")
package co.kendev.spaces.platform.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
