package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.process.ProcessSql.Untold;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.time.BusinessTimeMoved;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the workflows of open processes how far business time is ahead, each once per move: what a row says it was told is
 * committed together with the order to tell it. Whoever is killed in the middle is followed by the next who looks.
 */
@Component
public class ClockTeller implements DisposableBean {
    /** The signal; its argument is the whole offset, so that hearing it twice, or late, is harmless. */
    public static final String SIGNAL = "clock";

    private static final Logger LOG = LoggerFactory.getLogger(ClockTeller.class);
    private static final int PAGE = 200;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Tx tx;
    private final ProcessSql sql;
    private final Outbox outbox;
    private final BusinessTime time;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock-teller").factory());

    ClockTeller(Tx tx, ProcessSql sql, Outbox outbox, BusinessTime time) {
        this.tx = tx;
        this.sql = sql;
        this.outbox = outbox;
        this.time = time;
    }

    @EventListener
    void on(BusinessTimeMoved moved) {
        try {
            rounds.execute(this::round);
        } catch (RejectedExecutionException e) {
            LOG.debug("The rest is told by whoever looks next");
        }
    }

    private void round() {
        try {
            tellAll();
        } catch (RuntimeException e) {
            if (!rounds.isShutdown()) {
                LOG.warn("The rest is told of the demo clock in {} s: {}", AGAIN.toSeconds(), e.toString());
                rounds.schedule(this::round, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Tells everybody who was not told yet; returns how many. */
    public int tellAll() {
        long offset = time.offset().toSeconds();
        int told = 0;
        @Nullable ProcessId after = null;
        while (offset > 0) {
            var page = sql.untold(offset, after, PAGE);
            for (var ofTenant : byTenant(page).entrySet()) {
                told += tell(ofTenant.getKey(), ofTenant.getValue(), offset);
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().process();
        }
        return told;
    }

    private static Map<TenantId, List<Untold>> byTenant(List<Untold> page) {
        return page.stream().collect(Collectors.groupingBy(Untold::tenant, LinkedHashMap::new, Collectors.toList()));
    }

    private int tell(TenantId tenant, List<Untold> untold, long offset) {
        var signal = new WorkflowSignal(SIGNAL, Map.of("offsetSeconds", Long.toString(offset)));
        return tx.write(Scope.of(tenant), () -> {
            int told = 0;
            for (var process : untold) {
                if (sql.told(tenant, process.process(), offset)) {
                    outbox.add(tenant, WorkflowSignal.TOPIC, process.workflowId(), signal);
                    told++;
                }
            }
            return told;
        });
    }

    @Override
    public void destroy() {
        rounds.shutdownNow();
    }
}
