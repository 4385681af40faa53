package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.upkeep.Purge;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.platform.workflow.UpkeepActivities;
import co.kendev.spaces.platform.workflow.UpkeepWorkflow;
import co.kendev.spaces.platform.workflow.UpkeepWorkflowImpl;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the house does for itself, by a Temporal schedule that is ensured whenever Temporal comes (back). */
@Component
class Upkeep implements UpkeepActivities, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final String SCHEDULE = "platform/upkeep";
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Reconciler reconciler;
    private final List<Purge> purges;
    private final ScheduleClient schedules;
    private final InstanceRole role;
    /** Of its own, so that a long round does not keep anybody from watching the connection. */
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upkeep").factory());

    Upkeep(Reconciler reconciler, List<Purge> purges, ScheduleClient schedules, InstanceRole role) {
        this.reconciler = reconciler;
        this.purges = purges;
        this.schedules = schedules;
        this.role = role;
    }

    @Override
    public int reconcile() {
        var context = Activity.getExecutionContext();
        var seen = context.getHeartbeatDetails(String.class)
                .map(id -> new ProcessId(UUID.fromString(id)))
                .orElse(null);
        return reconciler.reconcile(seen, id -> context.heartbeat(id.toString()));
    }

    @Override
    public int purge() {
        var context = Activity.getExecutionContext();
        int all = 0;
        for (var purge : purges) {
            int purged;
            do {
                purged = purge.purge();
                all += purged;
                context.heartbeat(all);
            } while (purged >= Purge.PAGE);
        }
        return all;
    }

    @Override
    public void destroy() {
        rounds.shutdownNow();
    }

    /** Temporal may have come back without its data: then the schedule is gone too, so this does not wait for it. */
    @EventListener
    @Order(3)
    void on(TemporalUp event) {
        if (role.works()) {
            rounds.execute(this::round);
        }
    }

    private void round() {
        try {
            reconciler.reconcile(null, id -> {});
            ensureScheduleIfThereAreAny();
        } catch (RuntimeException e) {
            if (!rounds.isShutdown()) {
                LOG.warn("Upkeep begins again in {} s: {}", AGAIN.toSeconds(), e.toString());
                rounds.schedule(this::round, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void ensureScheduleIfThereAreAny() {
        try {
            ensureSchedule();
        } catch (RuntimeException e) {
            if (!(rootOf(e) instanceof StatusRuntimeException status)
                    || status.getStatus().getCode() != io.grpc.Status.Code.UNIMPLEMENTED) {
                throw e;
            }
            LOG.info("This Temporal server has no schedules; upkeep runs at every start alone");
        }
    }

    /** Replaced, not updated: an update describes first, and SDK 1.38 cannot describe an action with a summary but no details. */
    private void ensureSchedule() {
        try {
            createSchedule();
        } catch (ScheduleAlreadyRunningException fromEarlierStart) {
            schedules.getHandle(SCHEDULE).delete();
            try {
                createSchedule();
            } catch (ScheduleAlreadyRunningException fromAnotherInstance) {
                LOG.debug("Another instance made the schedule in this moment");
            }
        }
    }

    private void createSchedule() {
        schedules.createSchedule(
                SCHEDULE, schedule(), ScheduleOptions.newBuilder().build());
    }

    private static Schedule schedule() {
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(UpkeepWorkflow.class)
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(SCHEDULE)
                                .setTaskQueue(TaskQueues.CORE)
                                .setStaticSummary("Restart forgotten processes, purge what nobody needs any more")
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(EVERY)))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(EVERY)
                        .build())
                .build();
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Gives the upkeep to the workers. */
    @Configuration(proxyBeanMethods = false)
    static class UpkeepConfiguration {
        @Bean
        Workload upkeepWorkload(Upkeep upkeep) {
            return new Workload(TaskQueues.CORE, List.of(UpkeepWorkflowImpl.class), List.of(upkeep));
        }
    }
}
