package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.outbox.OutboxCommitted;
import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells the outside what was committed. Right after the commit it tries once, for speed; whatever is left, because the outside was
 * away or this process was killed, it finds again by polling, for certainty.
 */
@Component
class Relay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int AT_ONCE = 16;
    private static final Duration POLL = Duration.ofMillis(500);
    /** Longer than any delivery may take, so that a row has one holder. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration DELIVERY_MAX = Duration.ofSeconds(4);
    private static final Duration STOP_MAX = DELIVERY_MAX.plusSeconds(1);
    private static final Duration BACKOFF_FIRST = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(30);
    /** About five minutes of attempts; an outage of the outside does not count. */
    private static final int ATTEMPTS_MAX = 15;

    private final OutboxQueue queue;
    private final Map<String, OutboxHandler> handlers;
    private final Clock clock;
    /** Of rows just committed and of rows found again: a backlog of the ones does not hold up the others. */
    private final Semaphore fresh = new Semaphore(AT_ONCE);

    private final Semaphore found = new Semaphore(AT_ONCE);
    /** Delivered, and not marked as such. */
    private final Queue<UUID> delivered = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean marking = new AtomicBoolean();
    private final Timer handoff;
    private final Counter failures;
    private final Counter poisoned;
    private volatile OutboxQueue.Depth depth = new OutboxQueue.Depth(0, 0, Duration.ZERO);
    private volatile Instant depthAt = Instant.EPOCH;
    private volatile boolean running;
    private @Nullable ExecutorService deliveries;
    private @Nullable ScheduledExecutorService deadlines;
    private @Nullable Thread poller;

    Relay(OutboxQueue queue, List<OutboxHandler> handlers, MeterRegistry meters, Clock clock) {
        this.queue = queue;
        this.handlers = handlers.stream().collect(Collectors.toMap(OutboxHandler::topic, Function.identity()));
        this.clock = clock;
        this.handoff = Timer.builder("spaces.outbox.handoff")
                .description("From the commit of a fact to its delivery")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.failures = Counter.builder("spaces.outbox.failures")
                .description("Deliveries that have to be repeated")
                .register(meters);
        this.poisoned = Counter.builder("spaces.outbox.poisoned")
                .description("Rows set aside for an operator")
                .register(meters);
        Gauge.builder("spaces.outbox.depth", this, relay -> relay.depth.waiting())
                .description("Rows that wait for delivery")
                .register(meters);
        Gauge.builder("spaces.outbox.poison", this, relay -> relay.depth.poison())
                .description("Rows that wait for an operator")
                .register(meters);
        Gauge.builder("spaces.outbox.age", this, relay -> relay.depth.age().toMillis() / 1_000.0)
                .description("Age of the oldest row that waits")
                .baseUnit("seconds")
                .register(meters);
    }

    @EventListener
    void on(OutboxCommitted committed) {
        committed.rows().forEach(row -> submit(() -> deliverFresh(row)));
    }

    /** After the workers: what waited is delivered when there is somebody to do it. */
    @EventListener
    @Order(2)
    void on(TemporalUp event) {
        queue.hurry();
    }

    @Override
    public void start() {
        deliveries = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("relay-", 0).factory());
        deadlines = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("relay-deadlines").factory());
        running = true;
        poller = Thread.ofVirtual().name("relay-poll").start(this::poll);
    }

    @Override
    public void stop() {
        running = false;
        if (poller != null) {
            poller.interrupt();
        }
        if (deliveries != null) {
            deliveries.shutdown();
            try {
                if (!deliveries.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                    deliveries.shutdownNow();
                }
            } catch (InterruptedException e) {
                deliveries.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        if (deadlines != null) {
            deadlines.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ends after the web and the workers, which still write rows while they stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4_096;
    }

    private void poll() {
        while (running) {
            try {
                boolean full = leaseAsManyAsCanBegin();
                if (Duration.between(depthAt, clock.instant()).compareTo(Duration.ofSeconds(2)) > 0) {
                    depth = queue.depth();
                    depthAt = clock.instant();
                }
                if (!full) {
                    Thread.sleep(POLL);
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.debug("The outbox cannot be read now: {}", e.toString());
                if (!pause()) {
                    return;
                }
            } catch (RuntimeException e) {
                LOG.warn("The outbox was not read", e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL.multipliedBy(2));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Leases no row that would have to wait for its turn; says whether there may be more of them. */
    private boolean leaseAsManyAsCanBegin() throws InterruptedException {
        found.acquire();
        int free = 1 + found.drainPermits();
        int submitted = 0;
        try {
            for (var row : queue.lease(free, LEASE)) {
                if (submit(() -> deliverFound(row))) {
                    submitted++;
                }
            }
            return submitted == free;
        } finally {
            found.release(free - submitted);
        }
    }

    private boolean submit(Runnable delivery) {
        var executor = deliveries;
        if (!running || executor == null) {
            return false;
        }
        try {
            executor.execute(delivery);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("A delivery is left to another instance");
            return false;
        }
    }

    /** Unless it waited for its turn for so long that somebody else may have begun before it ends. */
    private void deliverFresh(OutboxRow row) {
        fresh.acquireUninterruptibly();
        try {
            if (running && clock.instant().plus(DELIVERY_MAX).isBefore(row.dueAt())) {
                deliver(row);
            }
        } finally {
            fresh.release();
        }
    }

    private void deliverFound(OutboxRow row) {
        try {
            if (running) {
                deliver(row);
            }
        } finally {
            found.release();
        }
    }

    private void deliver(OutboxRow row) {
        try {
            var handler = handlers.get(row.topic());
            if (handler == null) {
                throw new IllegalStateException("Nobody delivers the topic “" + row.topic() + "”");
            }
            within(DELIVERY_MAX, () -> handler.deliver(row));
            handoff.record(Duration.between(row.createdAt(), clock.instant()));
            done(row.id());
        } catch (RuntimeException e) {
            putBack(row, e);
        }
    }

    /** Marks a row as delivered; whoever finds somebody at it leaves its row to them, so that a flood is marked by the hundred. */
    private void done(UUID id) {
        delivered.add(id);
        while (!delivered.isEmpty() && marking.compareAndSet(false, true)) {
            var ids = new ArrayList<UUID>();
            try {
                for (var next = delivered.poll(); next != null; next = delivered.poll()) {
                    ids.add(next);
                }
                queue.done(ids);
            } catch (DataAccessException e) {
                LOG.debug("{} row(s) come back when their lease is over: {}", ids.size(), e.toString());
            } finally {
                marking.set(false);
            }
        }
    }

    private void within(Duration limit, Runnable delivery) {
        var scheduler = java.util.Objects.requireNonNull(deadlines);
        try (var context = Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, scheduler)) {
            try {
                context.run(delivery);
            } catch (RuntimeException e) {
                var deadline = context.getDeadline();
                if (deadline != null && deadline.isExpired()) {
                    // late is an outage, however the client words it: a retry that begins after the end is refused as
                    // an argument
                    throw Status.DEADLINE_EXCEEDED.withCause(e).asRuntimeException();
                }
                throw e;
            }
        }
    }

    private void putBack(OutboxRow row, RuntimeException failure) {
        failures.increment();
        int attempts = row.attempts() + 1;
        boolean away = isAway(failure);
        var reason = reason(failure);
        try {
            if (!away && attempts >= ATTEMPTS_MAX) {
                poisoned.increment();
                LOG.error(
                        "Outbox row {} ({} for {}) is set aside: {}", row.id(), row.topic(), row.workflowId(), reason);
                queue.poison(row.id(), attempts, reason);
            } else {
                LOG.debug("Outbox row {} is tried again: {}", row.id(), reason);
                queue.retry(
                        row.id(), away ? Math.min(attempts, ATTEMPTS_MAX - 1) : attempts, backoff(attempts), reason);
            }
        } catch (DataAccessException e) {
            LOG.debug("Row {} comes back when its lease is over: {}", row.id(), e.toString());
        }
    }

    /** Doubles up to the maximum; a random half of it, so that many rows do not come back at the same moment. */
    private static Duration backoff(int attempts) {
        long full = Math.min(BACKOFF_MAX.toMillis(), BACKOFF_FIRST.toMillis() << Math.min(attempts, 16));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2));
    }

    /** Whether the outside, or the database, was simply not there. */
    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessException) {
                return true;
            }
            if (cause instanceof StatusRuntimeException status) {
                return switch (status.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED, ABORTED, NOT_FOUND -> true;
                    default -> false;
                };
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
