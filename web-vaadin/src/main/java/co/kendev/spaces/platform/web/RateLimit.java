package co.kendev.spaces.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/** Counts events per key in a sliding window, in the memory of this instance. */
public final class RateLimit {
    private final int limit;
    private final Duration window;
    private final Clock clock;
    private final Cache<String, Log> logs;

    /** At most {@code limit} events per key in any stretch of {@code window}. */
    public RateLimit(int limit, Duration window, Clock clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
        this.logs = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(window)
                .build();
    }

    /** Counts one event, or says how long to wait when there were too many. */
    public Optional<Duration> take(String key) {
        var now = clock.instant();
        return log(key).take(now);
    }

    /** Forgets the events of the key. */
    public void forget(String key) {
        logs.invalidate(key);
    }

    /** Takes back the latest event of the key: it turned out not to count. */
    public void giveBack(String key) {
        var log = logs.getIfPresent(key);
        if (log != null) {
            log.giveBack();
        }
    }

    private Log log(String key) {
        return logs.get(key, ignored -> new Log());
    }

    private final class Log {
        private final ArrayDeque<Instant> events = new ArrayDeque<>();

        synchronized Optional<Duration> take(Instant now) {
            while (!events.isEmpty() && !events.getFirst().plus(window).isAfter(now)) {
                events.removeFirst();
            }
            if (events.size() >= limit) {
                return Optional.of(Duration.between(now, events.getFirst().plus(window)));
            }
            events.addLast(now);
            return Optional.empty();
        }

        synchronized void giveBack() {
            events.pollLast();
        }
    }
}
