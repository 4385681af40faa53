package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.WorkflowStarter;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.Payments;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Starts the run that posts a payment. A few of a tenant in one second get runs of their own, as long as these keep up; what comes
 * beyond that waits a moment and is gathered into one. What a killed instance had not gathered yet is queued in its row, where the
 * next round finds it.
 */
@Component
class DistributionDispatcher implements OutboxHandler, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DistributionDispatcher.class);
    /** Payments in a second that get a run of their own: of one tenant, and of all, whom more runs would only slow down. */
    private static final int ALONE_OF_ONE = 5;

    private static final int ALONE_OF_ALL = 20;
    private static final Duration GATHERING = Duration.ofMillis(300);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Distributions distributions;
    private final WorkflowStarter starter;
    /** Of a run that has many payments, each one's row would ask for the start once more. */
    private final Cache<String, Boolean> started = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    /** How many of a tenant came in this second; of nobody in particular, how many got runs of their own. */
    private final Cache<TenantId, AtomicInteger> arrivals =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();

    private final Set<TenantId> gathering = ConcurrentHashMap.newKeySet();
    /** Whose gathered run Temporal could not be told of yet: more of them would all begin at once when it is back. */
    private final Set<TenantId> unstarted = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("gather-", 0).factory());

    DistributionDispatcher(Distributions distributions, WorkflowStarter starter) {
        this.distributions = distributions;
        this.starter = starter;
    }

    @Override
    public String topic() {
        return Payments.TOPIC;
    }

    @Override
    public void deliver(OutboxRow row) {
        var tenant = row.tenant();
        var event = row.payload().path("event").asString();
        if (row.payload().path("again").asBoolean(false)) {
            startAgain(tenant, event);
            return;
        }
        if (row.attempts() == 0 && !isOneOfFew(tenant)) {
            gatherSoon(tenant, GATHERING);
            return;
        }
        for (var run : distributions.dispatch(tenant, event)) {
            start(tenant, run);
        }
    }

    private boolean isOneOfFew(TenantId tenant) {
        return arrived(tenant) <= ALONE_OF_ONE
                && arrived(Actor.NOWHERE) <= ALONE_OF_ALL
                && !distributions.isBehind(tenant);
    }

    private int arrived(TenantId tenant) {
        return arrivals.get(tenant, key -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void destroy() {
        later.shutdownNow();
    }

    /**
     * Nobody posted it for a while: what was started then may be lost with Temporal's data, or have ended without posting it, and
     * what was to be gathered may be lost with us.
     */
    private void startAgain(TenantId tenant, String event) {
        for (var run : distributions.dispatch(tenant, event)) {
            starter.startAgain(run.workflowId(), order(tenant, run));
            started.put(run.workflowId(), true);
        }
        gatherSoon(tenant, GATHERING);
    }

    private void gatherSoon(TenantId tenant, Duration after) {
        if (gathering.add(tenant)) {
            later.schedule(() -> gather(tenant), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void gather(TenantId tenant) {
        // first: who comes from now on may be too late for this time
        gathering.remove(tenant);
        try {
            if (unstarted.contains(tenant) || distributions.isPosting(tenant)) {
                // it could only queue behind that run; the longer that takes, the more the next one gathers
                gatherSoon(tenant, GATHERING);
                return;
            }
            distributions.gather(tenant).ifPresent(run -> {
                startUntilItRuns(tenant, run);
                // what came beyond it
                gatherSoon(tenant, GATHERING);
            });
        } catch (DomainException gone) {
            LOG.debug("Nothing is gathered of {}: {}", tenant, gone.detail());
        } catch (RuntimeException e) {
            LOG.debug("What waits of {} is gathered later: {}", tenant, e.toString());
            gatherSoon(tenant, AGAIN);
        }
    }

    private void startUntilItRuns(TenantId tenant, Distributions.Run run) {
        try {
            start(tenant, run);
            unstarted.remove(tenant);
        } catch (RuntimeException e) {
            LOG.debug("{} is started later: {}", run.workflowId(), e.toString());
            unstarted.add(tenant);
            later.schedule(() -> startUntilItRuns(tenant, run), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void start(TenantId tenant, Distributions.Run run) {
        if (started.getIfPresent(run.workflowId()) == null) {
            starter.start(run.workflowId(), order(tenant, run));
            started.put(run.workflowId(), true);
        }
    }

    private static WorkflowStart order(TenantId tenant, Distributions.Run run) {
        var input = new HashMap<String, String>();
        input.put("tenant", run.tenantSlug());
        input.put("tenantId", tenant.toString());
        input.put("run", run.workflowId());
        input.put("name", run.businessName());
        if (run.amountMinor() != null) {
            input.put("amountMinor", run.amountMinor().toString());
        }
        return new WorkflowStart(
                "Distribution",
                TaskQueues.CORE,
                run.tenantSlug(),
                input,
                Payments.KIND,
                run.entity(),
                run.businessName() + " · " + run.words(),
                run.words() + " of **" + run.tenantSlug() + "**");
    }
}
