package co.kendev.spaces.ledger.activity;

import co.kendev.spaces.ledger.Anchors;
import co.kendev.spaces.ledger.Rollup;
import co.kendev.spaces.ledger.Seals;
import co.kendev.spaces.platform.activity.InstanceRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps summing up and sealing what is recorded, on every instance that works: whoever comes first does it, the others pass. */
@Component
class LedgerUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeep.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ANCHORED_EVERY = Duration.ofMinutes(1);
    /** A page ends sooner. */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    private final Rollup rollup;
    private final Seals seals;
    private final Anchors anchors;
    private final InstanceRole role;
    private final Clock clock;
    private Instant anchoredAt = Instant.EPOCH;
    private volatile boolean running;
    private @Nullable Thread worker;

    LedgerUpkeep(Rollup rollup, Seals seals, Anchors anchors, InstanceRole role, Clock clock) {
        this.rollup = rollup;
        this.seals = seals;
        this.anchors = anchors;
        this.role = role;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (role.works()) {
            running = true;
            // of the platform: interrupting a virtual thread closes the connection it reads from
            worker = Thread.ofPlatform().daemon().name("ledger-upkeep").start(this::work);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (worker != null) {
            worker.interrupt();
            try {
                worker.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            whole("roll-up", rollup::roll, Rollup.PAGE);
            whole("sealing", seals::seal, Seals.PAGE);
            if (Duration.between(anchoredAt, clock.instant()).compareTo(ANCHORED_EVERY) >= 0) {
                anchoredAt = clock.instant();
                whole("anchoring", anchors::append, Integer.MAX_VALUE);
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Page after page, until one is not full; one kind of work does not suffer from the trouble of another. */
    private void whole(String what, IntSupplier page, int full) {
        try {
            while (running && page.getAsInt() >= full) {}
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The {} of the ledger waits for the database: {}", what, e.toString());
        } catch (RuntimeException e) {
            if (running) {
                LOG.warn("The {} of the ledger begins again", what, e);
            }
        }
    }
}
