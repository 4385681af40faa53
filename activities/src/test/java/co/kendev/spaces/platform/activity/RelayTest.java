package co.kendev.spaces.platform.activity;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.outbox.OutboxHandler;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import io.grpc.Status;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What becomes of a row that cannot be delivered at once. */
@DomainTest
@TestPropertySource(properties = {"spaces.role=web", "spaces.temporal.target=127.0.0.1:1"})
@Import(RelayTest.Handler.class)
@Timeout(180)
class RelayTest {
    private static final String TOPIC = "test.relay";
    private static final int ATTEMPTS_MAX = 15;

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxQueue queue;

    @Autowired
    Tx tx;

    @Autowired
    Clock clock;

    @Autowired
    Handler handler;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    private final TenantId tenant = new TenantId(Ids.next());

    @Test
    void aRowThatIsRefusedComesBackLaterEachTimeAndIsSetAsideInTheEnd() throws Exception {
        var row = committed(() -> new IllegalStateException("not like this"));

        int seen = 0;
        while (seen < ATTEMPTS_MAX - 1) {
            var now = state(row);
            boolean leasedAgain = handler.calls(row).size() > now.attempts();
            if (now.attempts() == seen || leasedAgain) {
                Thread.sleep(20);
                continue;
            }
            seen = now.attempts();
            var tried = handler.calls(row).get(seen - 1);
            long full = Math.min(30_000, 500L << seen);
            assertThat(now.dueAt())
                    .as("after attempt %d", seen)
                    .isAfterOrEqualTo(tried.plusMillis(full / 2))
                    .isBeforeOrEqualTo(clock.instant().plusMillis(full));
            queue.hurry();
        }

        await(() -> state(row).state().equals("poison"));
        assertThat(state(row).attempts()).isEqualTo(ATTEMPTS_MAX);
        assertThat(state(row).failure()).isEqualTo("not like this");
        queue.hurry();
        Thread.sleep(1_500); // three looks of the relay
        assertThat(handler.calls(row)).hasSize(ATTEMPTS_MAX);
    }

    @Test
    void anOutageSetsNothingAside() throws Exception {
        var row = committed(() -> Status.UNAVAILABLE.asRuntimeException());

        for (int attempt = 1; attempt <= ATTEMPTS_MAX + 3; attempt++) {
            int expected = attempt;
            await(() -> handler.calls(row).size() >= expected);
            await(() -> state(row).attempts() >= Math.min(expected, ATTEMPTS_MAX - 1));
            queue.hurry();
        }
        assertThat(state(row).state()).isEqualTo("new");

        handler.failures.remove(row);
        await(() -> {
            queue.hurry();
            return state(row).state().equals("done");
        });
        assertThat(state(row).failure()).isNull();
    }

    @Test
    void aLeasedRowHasOneHolder() throws Exception {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 400; i++) {
            rows.add(due());
        }
        var start = new CyclicBarrier(4);
        Callable<List<String>> greedy = () -> {
            var held = new ArrayList<String>();
            start.await();
            for (var leased = lease(); !leased.isEmpty(); leased = lease()) {
                leased.forEach(row -> held.add(row.workflowId()));
            }
            return held;
        };

        var held = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var each : threads.invokeAll(List.of(greedy, greedy, greedy, greedy))) {
                held.addAll(each.get());
            }
        }

        // the relay of this application leases too: what it got, it delivers
        await(() -> rows.stream()
                .allMatch(row -> held.contains(row) || !handler.calls(row).isEmpty()));
        assertThat(held).doesNotHaveDuplicates();
        for (var row : rows) {
            assertThat(handler.calls(row)).hasSize(held.contains(row) ? 0 : 1);
        }
    }

    private List<OutboxRow> lease() {
        return queue.lease(7, Duration.ofMinutes(5));
    }

    /** A row that was committed just now, and what each delivery of it ends with. */
    private String committed(Supplier<RuntimeException> failure) {
        var row = "relay/test/" + Ids.next();
        handler.failures.put(row, failure);
        tx.write(Scope.of(tenant), () -> outbox.add(tenant, TOPIC, row, Map.of()));
        return row;
    }

    private String due() {
        var row = "relay/test/" + Ids.next();
        var now = Timestamp.from(clock.instant());
        JdbcClient.create(owner)
                .sql("""
                        insert into platform.outbox (id, tenant_id, topic, workflow_id, payload, due_at, created_at)
                        values (?, ?, ?, ?, '{}', ?, ?)
                        """)
                .params(Ids.next(), tenant.value(), TOPIC, row, now, now)
                .update();
        return row;
    }

    private Row state(String row) {
        return JdbcClient.create(owner)
                .sql("select state, attempts, due_at, failure from platform.outbox where workflow_id = ?")
                .param(row)
                .query((rs, n) -> new Row(
                        rs.getString("state"),
                        rs.getInt("attempts"),
                        rs.getTimestamp("due_at").toInstant(),
                        rs.getString("failure")))
                .single();
    }

    /** A row as it stands. */
    private record Row(
            String state,
            int attempts,
            Instant dueAt,
            @Nullable String failure) {}

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) { // the timeout of the class ends it
            Thread.sleep(20);
        }
    }

    /** Remembers when it was asked for what, and fails as it was told. */
    static final class Handler implements OutboxHandler {
        final Map<String, Supplier<RuntimeException>> failures = new ConcurrentHashMap<>();
        private final Map<String, List<Instant>> calls = new ConcurrentHashMap<>();
        private final Clock clock;

        Handler(Clock clock) {
            this.clock = clock;
        }

        List<Instant> calls(String row) {
            return calls.getOrDefault(row, List.of());
        }

        @Override
        public String topic() {
            return TOPIC;
        }

        @Override
        public void deliver(OutboxRow row) {
            calls.computeIfAbsent(row.workflowId(), any -> new CopyOnWriteArrayList<>())
                    .add(clock.instant());
            var failure = failures.get(row.workflowId());
            if (failure != null) {
                throw failure.get();
            }
        }
    }
}
