package co.kendev.spaces.platform.ids;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes identifiers: UUID version 7 (RFC 9562, section 5.7), which sort by the time they were made. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Milliseconds since the epoch in the upper 52 bits, a sequence inside the millisecond in the lower 12. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** An id that is smaller than every one made at an instant or after it; to compare with, not to name anything. */
    public static UUID lowest(Instant at) {
        return new UUID((at.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
    }

    /** A new id, greater than every id this process made before. */
    public static UUID next() {
        var now = System.currentTimeMillis() << 12;
        var tick = LAST.updateAndGet(last -> Math.max(now, last + 1));
        var high = ((tick >>> 12) << 16) | 0x7000L | (tick & 0xFFFL);
        var low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
