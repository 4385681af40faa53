package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.InstanceRole;
import co.kendev.spaces.platform.time.BusinessTimeMoved;
import co.kendev.spaces.revenue.Announcer;
import co.kendev.spaces.revenue.Holds;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.Overdue;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What revenue does by the clock. Everything due is found by its row, so that a round that was missed is made up by the next one,
 * and several instances may go their rounds at once.
 */
@Component
class RevenueRounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RevenueRounds.class);
    /** What a busy second gathered is said in the next. */
    private static final Duration SAY = Duration.ofSeconds(1);

    private static final Duration ROUND = Duration.ofSeconds(10);

    private final Announcer announcer;
    private final Holds holds;
    private final Overdue overdue;
    private final MonthClose months;
    private final InstanceRole role;
    private volatile @Nullable ScheduledExecutorService rounds;

    RevenueRounds(Announcer announcer, Holds holds, Overdue overdue, MonthClose months, InstanceRole role) {
        this.announcer = announcer;
        this.holds = holds;
        this.overdue = overdue;
        this.months = months;
        this.role = role;
    }

    /** Business time does not wait for the next round. */
    @EventListener
    void on(BusinessTimeMoved moved) {
        var executor = rounds;
        if (executor != null) {
            try {
                executor.execute(this::round);
            } catch (RejectedExecutionException e) {
                LOG.debug("The rounds have ended");
            }
        }
    }

    private void round() {
        tried("release holds", holds::release);
        tried("order what is overdue", overdue::requeue);
        tried("close months", months::begin);
    }

    private static void tried(String what, IntSupplier work) {
        try {
            LOG.trace("{}: {}", what, work.getAsInt());
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The database did not let us {}: {}", what, e.toString());
        } catch (RuntimeException e) {
            LOG.warn("Could not {}; the next round tries again", what, e);
        }
    }

    @Override
    public void start() {
        if (!role.works()) {
            return;
        }
        // two, so that a long round does not keep #finance silent
        var executor = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("revenue-rounds-", 0).factory());
        executor.scheduleWithFixedDelay(
                () -> tried("say what was posted", announcer::sayUnsaid),
                SAY.toMillis(),
                SAY.toMillis(),
                TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(this::round, SAY.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        rounds = executor;
    }

    @Override
    public void stop() {
        var executor = rounds;
        if (executor != null) {
            executor.shutdownNow();
        }
        rounds = null;
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
