package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.process.ClockTeller;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.Processes.OpenProcess;
import co.kendev.spaces.platform.process.TakeDown;
import co.kendev.spaces.platform.process.WorkflowStart;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares the open processes with what Temporal knows: what it has forgotten starts again, what it ended is written
 * down, and who has not heard of the demo clock hears of it. */
@Component
class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int PAGE = 200;

    private final Processes processes;
    private final OutboxQueue outbox;
    private final WorkflowClient client;
    private final Map<String, TakeDown> takeDowns;
    private final ClockTeller clocks;
    private final Clock clock;

    Reconciler(
            Processes processes,
            OutboxQueue outbox,
            WorkflowClient client,
            List<TakeDown> takeDowns,
            ClockTeller clocks,
            Clock clock) {
        this.processes = processes;
        this.outbox = outbox;
        this.client = client;
        this.takeDowns = takeDowns.stream().collect(Collectors.toMap(TakeDown::kind, Function.identity()));
        this.clocks = clocks;
        this.clock = clock;
    }

    /**
     * Looks at every open process once; one that cannot be mended does not keep the others waiting. Returns how many had to start
     * again.
     *
     * @param from the process after which to go on, or null for all of them
     * @param seen hears of each process that was looked at
     */
    int reconcile(@Nullable ProcessId from, Consumer<ProcessId> seen) {
        int restarted = 0;
        var after = from;
        while (true) {
            var page = processes.openSince(clock.instant(), after, PAGE);
            for (var open : page) {
                if (tried(open)) {
                    restarted++;
                }
                seen.accept(open.id());
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().id();
        }
        clocks.tellAll(); // whom a killed instance, or a process that began in that moment, missed
        if (restarted > 0) {
            LOG.warn("{} open process(es) were unknown to Temporal and start again from their rows", restarted);
        }
        return restarted;
    }

    private boolean tried(OpenProcess open) {
        try {
            return reconcile(open);
        } catch (RuntimeException e) {
            if (isAway(e)) {
                throw e;
            }
            LOG.warn("Process {} could not be compared with Temporal: {}", open.id(), e.toString());
            return false;
        }
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                return status.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || status.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
            }
        }
        return false;
    }

    /** The order to start is written with the process itself: one that is on its way to Temporal still has it. */
    private boolean reconcile(OpenProcess open) {
        if (outbox.isPending(WorkflowStart.TOPIC, open.workflowId())) {
            return false;
        }
        try {
            var status =
                    client.newUntypedWorkflowStub(open.workflowId()).describe().getStatus();
            if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    && status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW
                    && status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED) {
                endAs(open, status);
            }
            return false;
        } catch (WorkflowNotFoundException e) {
            processes.startAgain(open);
            return true;
        }
    }

    /** A run that ended by itself has written its end down; this one was ended from outside, and takes nothing back any more. */
    private void endAs(OpenProcess open, WorkflowExecutionStatus status) {
        var word = status.name()
                .replace("WORKFLOW_EXECUTION_STATUS_", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        var reason = "Its workflow was ended from outside (" + word
                + "). Look at the run in the Temporal UI, then ask for it again.";
        var takeDown = takeDowns.get(open.kind());
        if (takeDown == null) {
            processes.end(open.tenant(), open.id(), ProcessState.FAILED, reason, null);
        } else {
            takeDown.takeDown(open.tenant(), open.id(), reason);
        }
    }
}
