package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.time.BusinessTimeMoved;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Business time for screens, which hear when it moves. */
@Component
public class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final BusinessTime time;
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();

    ClockWatch(BusinessTime time) {
        this.time = time;
    }

    Instant now() {
        return time.now();
    }

    Duration offset() {
        return time.offset();
    }

    void add(Runnable watcher) {
        watchers.add(watcher);
    }

    void remove(Runnable watcher) {
        watchers.remove(watcher);
    }

    @EventListener
    void on(BusinessTimeMoved moved) {
        Thread.ofVirtual().name("clock-watch").start(() -> watchers.forEach(ClockWatch::tell));
    }

    private static void tell(Runnable watcher) {
        try {
            watcher.run();
        } catch (RuntimeException e) {
            LOG.debug("a screen did not hear of the clock", e);
        }
    }
}
