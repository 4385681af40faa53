package co.kendev.spaces.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The time by which business waits: when a hold ends, an approval expires, a month closes. In a demo it may be ahead of the
 * {@link Clock}, by which leases, tokens and the order of messages go; it never goes back, not even when the demo is turned off.
 */
@Component
public class BusinessTime implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BusinessTime.class);
    /** What another instance did is known here within a second. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final long UNKNOWN = -1;

    private final Clock clock;
    private final JdbcClient jdbc;
    private final DemoSwitch demo;
    private final ApplicationEventPublisher events;
    private volatile long offsetSeconds = UNKNOWN;
    private volatile @Nullable ScheduledExecutorService looks;

    BusinessTime(Clock clock, JdbcClient jdbc, DemoSwitch demo, ApplicationEventPublisher events) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.demo = demo;
        this.events = events;
    }

    public Instant now() {
        return clock.instant().plus(offset());
    }

    /** How far business time is ahead of the clock. */
    public Duration offset() {
        if (offsetSeconds == UNKNOWN) {
            look();
        }
        return Duration.ofSeconds(offsetSeconds);
    }

    /** Takes over an offset that was committed; one that is older than what is known says nothing. */
    void learn(long seconds) {
        synchronized (this) {
            if (seconds <= offsetSeconds) {
                return;
            }
            offsetSeconds = seconds;
        }
        if (seconds > 0) {
            LOG.info("Business time is {} ahead", Duration.ofSeconds(seconds));
            events.publishEvent(new BusinessTimeMoved(Duration.ofSeconds(seconds)));
        }
    }

    private void look() {
        learn(jdbc.sql("select offset_seconds from platform.demo_clock")
                .query(Long.class)
                .single());
    }

    /** Nobody moves it where the demo is off: then one look is enough. */
    private void lookAgain() {
        try {
            if (demo.isOn() || offsetSeconds == UNKNOWN) {
                look();
            }
        } catch (RuntimeException e) {
            LOG.debug("The demo clock cannot be read now: {}", e.toString());
        }
    }

    @Override
    public void start() {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("business-time").factory());
        executor.scheduleWithFixedDelay(this::lookAgain, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        looks = executor;
    }

    @Override
    public void stop() {
        var executor = looks;
        if (executor != null) {
            executor.shutdownNow();
        }
        looks = null;
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }
}
