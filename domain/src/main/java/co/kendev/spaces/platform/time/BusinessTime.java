package co.kendev.spaces.platform.time;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * The time by which business waits: when a hold ends, an approval expires, a month closes. Leases, tokens and the order of messages
 * go by the {@link Clock} itself.
 */
@Component
public class BusinessTime {
    private final Clock clock;

    BusinessTime(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }
}
