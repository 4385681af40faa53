package co.kendev.spaces.revenue.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.TestDatabase;
import co.kendev.spaces.platform.activity.WorkflowStarter;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.revenue.Distribution;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.Refund;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.testing.TestTemporal;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** From the reported payment to its postings, by way of the outbox and Temporal. */
@Timeout(180)
class PaymentHandOffTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int port = TestTemporal.freePort();
    private final Map<String, Object> database = TestDatabase.create();
    private ConfigurableApplicationContext app;
    private Fixtures.Business farm;
    private Instant paidAt = Instant.EPOCH;

    @BeforeEach
    void start() {
        var properties = new HashMap<String, Object>(database);
        properties.put("spaces.temporal.target", "127.0.0.1:" + port);
        app = new SpringApplicationBuilder(DomainTest.Domain.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(properties)
                .run();
        paidAt = app.getBean(BusinessTime.class).now();
        farm = app.getBean(Fixtures.class).aBusiness();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aPaymentRunsUnderItsOwnIdAndItsRefundUnderTheNext() throws Exception {
        try (var _ = TestTemporal.startOn(port)) {
            report("evt_1001", 120_000);
            var sale = awaitPosted("evt_1001");
            assertThat(sale.workflowId()).isEqualTo(farm.slug() + "/distribution/evt_1001");
            assertThat(sale.of(Party.TENANT)).isEqualTo(114_000);

            app.getBean(Payments.class)
                    .refund(farm.owner(), new RefundOrder("evt_1001", "r1", 120_000, null, "all of it", null, null));
            await().atMost(PATIENCE).until(() -> distribution("evt_1001").of(Party.TENANT) == 0);
            assertThat(distribution("evt_1001").refunds().getFirst().workflowId())
                    .isEqualTo(farm.slug() + "/distribution/evt_1001/2");
        }
    }

    @Test
    void threeRefundsOfOneEventArePostedTheFirstOfThemBeforeItsPayment() throws Exception {
        try (var _ = TestTemporal.startOn(port)) {
            refund("evt_3", "r1");
            report("evt_3", 1_000);
            awaitPosted("evt_3");
            refund("evt_3", "r2");
            await().atMost(PATIENCE).until(() -> distribution("evt_3").net().total() == 800);
            refund("evt_3", "r3");
            await().atMost(PATIENCE).until(() -> distribution("evt_3").net().total() == 700);

            assertThat(distribution("evt_3").refunds())
                    .extracting(Refund::workflowId)
                    .containsExactly(run("evt_3"), run("evt_3/3"), run("evt_3/4"));
        }
    }

    @Test
    void whatItsRunLeftUndoneIsPostedByAnotherOfTheSameId() throws Exception {
        try (var _ = TestTemporal.startOn(port)) {
            app.getBean(WorkflowStarter.class).start(run("evt_4"), aRun("evt_4"));
            var stub = app.getBean(WorkflowClient.class).newUntypedWorkflowStub(run("evt_4"));
            stub.getResult(String.class);
            report("evt_4", 1_000);
            await().atMost(PATIENCE)
                    .until(() ->
                            run("evt_4").equals(distribution("evt_4").payment().workflowId()));

            app.getBean(Tx.class)
                    .write(
                            Scope.of(farm.tenant()),
                            () -> app.getBean(Outbox.class)
                                    .add(
                                            farm.tenant(),
                                            Payments.TOPIC,
                                            run("evt_4"),
                                            Map.of("tenant", farm.slug(), "event", "evt_4", "again", true)));

            assertThat(awaitPosted("evt_4").of(Party.TENANT)).isEqualTo(950);
        }
    }

    /** Reported while Temporal is away, some more than once and some refunds before their payment. */
    @Test
    void whatWaitedIsGatheredAndPostedOnce() throws Exception {
        var reports = new ArrayList<Runnable>();
        for (int i = 0; i < 120; i++) {
            var event = "evt-" + i;
            var amount = 1_000L + i;
            for (int times = 0; times <= i % 3; times++) {
                reports.add(() -> report(event, amount));
            }
            if (i % 10 == 0) {
                reports.add(() -> app.getBean(Payments.class)
                        .refund(farm.owner(), new RefundOrder(event, "r", 500, null, "half of it", null, null)));
            }
        }
        Collections.shuffle(reports, new Random(7));
        reports.forEach(Runnable::run);
        assertThat(distribution("evt-5").payment().state()).isEqualTo(Payment.State.QUEUED);

        try (var _ = TestTemporal.startOn(port)) {
            var runs = new HashSet<String>();
            for (int i = 0; i < 120; i++) {
                var posted = awaitPosted("evt-" + i);
                runs.add(posted.workflowId());
                var left = 1_000L + i - (i % 10 == 0 ? 500 : 0);
                var event = "evt-" + i;
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .until(() -> distribution(event).net().total() == left);
            }
            assertThat(runs).hasSizeLessThan(90).allMatch(run -> run.startsWith(farm.slug() + "/distribution"));
        }
    }

    private void report(String event, long amount) {
        app.getBean(Payments.class)
                .record(
                        farm.owner(),
                        new PaymentOrder(event, amount, "USD", paidAt, HeldBy.PLATFORM, null, 0, 0, List.of(), null));
    }

    private void refund(String event, String refund) {
        app.getBean(Payments.class)
                .refund(farm.owner(), new RefundOrder(event, refund, 100, null, "a tenth of it", null, null));
    }

    private String run(String name) {
        return farm.slug() + "/distribution/" + name;
    }

    private WorkflowStart aRun(String event) {
        return new WorkflowStart(
                "Distribution",
                TaskQueues.CORE,
                farm.slug(),
                Map.of("tenant", farm.slug(), "tenantId", farm.tenant().toString(), "run", run(event), "name", "Farm"),
                Payments.KIND,
                event,
                "comes too early",
                "comes too early");
    }

    private Distribution awaitPosted(String event) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> distribution(event).payment().state().isPosted());
        return distribution(event);
    }

    private Distribution distribution(String event) {
        return app.getBean(Distributions.class).of(farm.tenant(), event).orElseThrow();
    }
}
