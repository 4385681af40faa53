package co.kendev.spaces.revenue.activity;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.TestDatabase;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.Distribution;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.Statements;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.testing.SignUps;
import co.kendev.spaces.testing.TestTemporal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Sales, their holds and their months, with the rounds and the workflows at work. */
@Timeout(120)
class MonthsTest {
    private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");

    private final int port = TestTemporal.freePort();
    private ConfigurableApplicationContext app;

    @BeforeEach
    void start() {
        var properties = new HashMap<>(TestDatabase.create());
        properties.put("spaces.temporal.target", "127.0.0.1:" + port);
        properties.put("spaces.demo", "on");
        app = new SpringApplicationBuilder(DomainTest.Domain.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(properties)
                .run();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aMonthOfThePastIsClosedByItsWorkflowAndAHoldEndsWhenTheDemoClockMoves() throws Exception {
        try (var _ = TestTemporal.startOn(port)) {
            var farm = app.getBean(Fixtures.class).aBusiness();
            var today = app.getBean(BusinessTime.class).now().atZone(PHOENIX).toLocalDate();
            var month = YearMonth.from(today).minusMonths(2);
            var olga = new Actor(new PersonId(Ids.next()), farm.tenant(), "Olga", true);
            var agreement = app.getBean(Agreements.class).propose(olga, Terms.flat(800), today.minusDays(120));
            app.getBean(Approvals.class).decide(farm.owner(), agreement.id(), Verdict.APPROVE, null, null);
            for (var i = 0; i < 10; i++) {
                sell(
                        farm,
                        "old-" + i,
                        19,
                        month.atDay(10).atTime(9, i).atZone(PHOENIX).toInstant());
            }
            sell(farm, "new", 120_000, app.getBean(BusinessTime.class).now());
            await(() -> isPosted(farm, "old-9") && isPosted(farm, "new"));

            var months = app.getBean(MonthClose.class);
            var process = months.begin(farm.tenant()).orElseThrow();
            var done = new SignUps(app).await(process, now -> !now.state().isOpen());

            assertThat(done.state()).isEqualTo(ProcessState.DONE);
            assertThat(done.outcome()).startsWith("closed, ");
            assertThat(done.steps()).allMatch(step -> step.state() == ProcessState.DONE);
            assertThat(app.getBean(Statements.class).list(farm.owner(), month))
                    .singleElement()
                    .satisfies(statement -> assertThat(statement.closing()).isEqualTo(190 - 15));
            assertThat(app.getBean(Processes.class)
                            .get(farm.tenant(), process.id())
                            .workflowId())
                    .isEqualTo(farm.slug() + "/month-close/" + month);

            assertThat(payment(farm, "new").state()).isEqualTo(Payment.State.PENDING);
            app.getBean(DemoClock.class)
                    .advance(new Actor(olga.person(), Actor.NOWHERE, "Olga", true), Duration.ofDays(31));
            await(() -> payment(farm, "new").state() == Payment.State.AVAILABLE);
        }
    }

    private void sell(Fixtures.Business farm, String event, long amount, Instant at) {
        app.getBean(Payments.class)
                .record(
                        farm.owner(),
                        new PaymentOrder(event, amount, "USD", at, HeldBy.PLATFORM, null, 0, 0, List.of(), null));
    }

    private boolean isPosted(Fixtures.Business farm, String event) {
        return payment(farm, event).state().isPosted();
    }

    private Payment payment(Fixtures.Business farm, String event) {
        return app.getBean(Distributions.class)
                .of(farm.tenant(), event)
                .map(Distribution::payment)
                .orElseThrow();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute");
            }
            Thread.sleep(20);
        }
    }
}
