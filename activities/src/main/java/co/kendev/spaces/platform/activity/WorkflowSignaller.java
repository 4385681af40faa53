package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells a workflow what a row says; the argument carries its own idempotency key, so telling it twice is harmless. */
@Component
class WorkflowSignaller implements OutboxHandler {
    private final WorkflowClient client;
    private final Processes processes;
    private final JsonMapper json;
    private final Counter unheard;

    WorkflowSignaller(WorkflowClient client, Processes processes, JsonMapper json, MeterRegistry meters) {
        this.client = client;
        this.processes = processes;
        this.json = json;
        this.unheard = Counter.builder("spaces.outbox.signals.unheard")
                .description("Signals whose process had ended")
                .register(meters);
    }

    @Override
    public String topic() {
        return WorkflowSignal.TOPIC;
    }

    @Override
    public void deliver(OutboxRow row) {
        var signal = json.treeToValue(row.payload(), WorkflowSignal.class);
        try {
            client.newUntypedWorkflowStub(row.workflowId()).signal(signal.signal(), signal.argument());
        } catch (WorkflowNotFoundException e) {
            if (processes.isOpen(row.workflowId())) {
                throw new IllegalStateException("The workflow does not run yet; this is said to it afterwards.", e);
            }
            unheard.increment();
        }
    }
}
