package co.kendev.spaces.platform.activity;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The workers of this process: they begin when Temporal is there, and end before anything they use. */
@Component
class TemporalWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalWorkers.class);
    private static final int CACHED_WORKFLOWS = 250;
    /** Database connections are the scarce thing; more tasks at once would only wait for them. */
    private static final int TASKS_AT_ONCE = 16;
    /** The default of one second is missed by virtual threads on two busy cores. */
    private static final long DEADLOCK_MS = 5_000;

    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(10);

    private final WorkerFactory factory;
    private final InstanceRole role;
    private final int queues;
    private volatile boolean running;

    TemporalWorkers(WorkflowClient client, InstanceRole role, List<Workload> workloads) {
        this.role = role;
        this.factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(CACHED_WORKFLOWS)
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        var workers = new LinkedHashMap<String, io.temporal.worker.Worker>();
        if (role.works()) {
            for (var workload : workloads) {
                var worker = workers.computeIfAbsent(workload.queue(), queue -> factory.newWorker(queue, options()));
                worker.registerWorkflowImplementationTypes(
                        WorkflowImplementationOptions.newBuilder()
                                .setEnableUpsertVersionSearchAttributes(true)
                                .build(),
                        workload.workflows().toArray(Class<?>[]::new));
                worker.registerActivitiesImplementations(workload.activities().toArray());
            }
        }
        this.queues = workers.size();
    }

    private static WorkerOptions options() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentWorkflowTaskExecutionSize(TASKS_AT_ONCE)
                .setMaxConcurrentActivityExecutionSize(TASKS_AT_ONCE)
                .setMaxConcurrentLocalActivityExecutionSize(TASKS_AT_ONCE)
                .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling(2, 8, 2))
                .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling(2, 8, 2))
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MS)
                .setDisableEagerExecution(false)
                .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Whether the workers of this process are at work; a process of role {@code web} has none. */
    boolean isWorking() {
        return factory.isStarted() && !factory.isShutdown();
    }

    /** First of all listeners: what is started now should find somebody to do it. */
    @EventListener
    @Order(1)
    synchronized void on(TemporalUp event) {
        if (running && role.works() && !factory.isStarted()) {
            factory.start(); // a failed start may be repeated, and the connection repeats its word until it succeeds
            LOG.info("Workers for {} task queue(s) are at work", queues);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (factory.isStarted()) {
            factory.shutdown();
            factory.awaitTermination(SHUTDOWN_MAX.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 300;
    }
}
