package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.WorkflowStarter;
import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.Payments;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import org.springframework.stereotype.Component;

/** Starts the run that posts a payment: its own, or, when a tenant has many waiting, one that gathers them. */
@Component
class DistributionDispatcher implements OutboxHandler {
    private final Distributions distributions;
    private final WorkflowStarter starter;
    /** Of a run that gathers two hundred payments, each payment's row would ask for the start once more. */
    private final Cache<String, Boolean> started = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

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
        var event = row.payload().path("event").asString();
        for (var run : distributions.dispatch(row.tenant(), event)) {
            if (started.getIfPresent(run.workflowId()) == null) {
                starter.start(run.workflowId(), start(row, run));
                started.put(run.workflowId(), true);
            }
        }
    }

    private static WorkflowStart start(OutboxRow row, Distributions.Run run) {
        var input = new HashMap<String, String>();
        input.put("tenant", run.tenantSlug());
        input.put("tenantId", row.tenant().toString());
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
