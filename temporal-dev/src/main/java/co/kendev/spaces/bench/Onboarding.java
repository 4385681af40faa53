package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevStack;
import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** From the committed sign-up to the first task of its workflow, and from there to a live space, on an idle system. */
final class Onboarding implements Measure {

    private static final int WARM = 10;
    private static final int RUNS = 100;
    private static final String QUEUE = "bench";
    /** What a run leaves behind must not be in the next figure. */
    private static final Duration REST = Duration.ofMillis(250);

    private static final Duration LIVE_MAX = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "onboarding";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        if (!DevStack.hasServer()) {
            throw new IllegalStateException("this needs the real Temporal server, which Go builds");
        }
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(rig.stack().temporalTarget())
                .build());
        var client = WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setNamespace("spaces").build());
        var factory = WorkerFactory.newInstance(client);
        var worker = factory.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(NoOps.Impl.class);
        worker.registerActivitiesImplementations((NoOps.Nothing) () -> {});
        factory.start();
        try {
            return measure(rig, client);
        } finally {
            factory.shutdownNow();
            stubs.shutdownNow();
        }
    }

    private static List<Figure> measure(Rig rig, WorkflowClient client) throws Exception {
        var handOff = new Sample();
        var onboarding = new Sample();
        var bare = new Sample();
        var seen = new Sample();
        var activities = 0;
        for (var i = 0; i < WARM + rig.scaled(RUNS); i++) {
            // who comes first finds the quieter machine; the first round only says how many activities there are
            var bareFirst = i % 2 == 1;
            var spanBare = bareFirst ? runBare(client, activities) : 0;
            var birth = Birth.run(rig, client);
            activities = count(birth.events);
            if (!bareFirst) {
                spanBare = runBare(client, activities);
            }
            if (i >= WARM) {
                handOff.add(birth.handOff);
                onboarding.add(span(birth.events));
                seen.add(birth.seen);
                bare.add(spanBare);
            }
        }
        var ratio = onboarding.p50() / bare.p50();
        return List.of(
                Figure.asked(
                        "commit of the fact → first task of its workflow, p99, idle system, role all",
                        "≤ 50 ms",
                        Text.ms(handOff.p99()) + " (p50 " + Text.ms(handOff.p50()) + ")",
                        handOff.p99() <= 50,
                        "sign-ups one at a time; from the outbox row's time, which is a little before its commit, to WorkflowTaskStarted in the history; %d runs"
                                .formatted(handOff.size())),
                Figure.asked(
                        "onboarding without waiting for people ÷ the same number of no-op activities by the bare SDK",
                        "≤ 1.5",
                        Text.ratio(ratio) + " (" + Text.ms(onboarding.p50()) + " ÷ " + Text.ms(bare.p50()) + ")",
                        ratio <= 1.5,
                        "%d activities each, by turns and in changing order on the same server, each after %d ms of rest; medians of WorkflowExecutionStarted → last of them completed, from the histories; as the applicant sees it, post → live: p50 %s, p99 %s"
                                .formatted(activities, REST.toMillis(), Text.ms(seen.p50()), Text.ms(seen.p99()))));
    }

    /** One sign-up followed to its live space; durations in nanoseconds. */
    private record Birth(List<HistoryEvent> events, long handOff, long seen) {

        static Birth run(Rig rig, WorkflowClient client) throws Exception {
            Thread.sleep(REST);
            var business = rig.newBusiness("service-business");
            var begin = System.nanoTime();
            var process = rig.rest().awaitLive(rig.rest().signUp(business).required("sign-up"), LIVE_MAX);
            var live = System.nanoTime() - begin;
            var workflow = process.path("workflowId").asString("");
            var events = client.fetchHistory(workflow).getEvents();
            var task = first(events, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED);
            return new Birth(events, nanos(committed(rig, workflow), instant(task)), live);
        }
    }

    /** The workflow to compare with, run to its end; its span. */
    private static long runBare(WorkflowClient client, int activities) throws InterruptedException {
        Thread.sleep(REST);
        var id = "bench/no-ops/" + UUID.randomUUID();
        var workflow = client.newWorkflowStub(
                NoOps.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(QUEUE)
                        .setWorkflowId(id)
                        .build());
        WorkflowClient.start(workflow::run, activities);
        WorkflowStub.fromTyped(workflow).getResult(Void.class);
        return span(client.fetchHistory(id).getEvents());
    }

    private static int count(List<HistoryEvent> events) {
        return (int) events.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
                        || event.getEventType() == EventType.EVENT_TYPE_MARKER_RECORDED)
                .count();
    }

    private static HistoryEvent first(List<HistoryEvent> events, EventType type) {
        return events.stream()
                .filter(event -> event.getEventType() == type)
                .findFirst()
                .orElseThrow();
    }

    /** From the start to the end of the last activity, as far as the history goes. */
    private static long span(List<HistoryEvent> events) {
        var last = events.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
                        || event.getEventType() == EventType.EVENT_TYPE_MARKER_RECORDED)
                .reduce((one, two) -> two)
                .orElseThrow();
        return nanos(instant(events.getFirst()), instant(last));
    }

    private static Instant instant(HistoryEvent event) {
        Timestamp time = event.getEventTime();
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static long nanos(Instant from, Instant to) {
        return Duration.between(from, to).toNanos();
    }

    private static Instant committed(Rig rig, String workflow) throws SQLException {
        try (var owner = rig.stack().owner();
                var query = owner.prepareStatement(
                        "select created_at from platform.outbox where workflow_id = ? order by created_at limit 1")) {
            query.setString(1, workflow);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("No outbox row for " + workflow);
                }
                return rows.getTimestamp(1).toInstant();
            }
        }
    }
}
