package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Holds end by business time, which the demo clock moves. */
@DomainTest
@TestPropertySource(properties = "spaces.demo=on")
class HoldsTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Duration PAST_THE_HOLD = Duration.ofDays(31);

    @Autowired
    Shop shop;

    @Autowired
    Holds holds;

    @Autowired
    Overdue overdue;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    OutboxQueue queue;

    @Autowired
    Ledger ledger;

    @Autowired
    Tenants tenants;

    @Autowired
    Books books;

    @Autowired
    Tx tx;

    @Autowired
    DemoClock demoClock;

    @Autowired
    BusinessTime time;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Test
    void whatThePlatformHoldsBecomesAvailableWhenItsTimeIsOverAndIsSaidOnce() {
        var farm = shop.at(Terms.flat(800));
        sell(farm, "first", 120_000, HeldBy.PLATFORM);
        sell(farm, "second", 10_000, HeldBy.PLATFORM);
        shop.refund(farm, "second", "r1", 5_000);
        assertThat(holds.release(farm.tenant())).isZero();
        assertThat(state(farm, "first")).isEqualTo(Payment.State.PENDING);

        pass(PAST_THE_HOLD);
        assertThat(holds.release()).isGreaterThanOrEqualTo(2);

        assertThat(state(farm, "first")).isEqualTo(Payment.State.AVAILABLE);
        assertThat(state(farm, "second")).isEqualTo(Payment.State.AVAILABLE);
        assertThat(available(farm)).isEqualTo(110_400 + 4_600);
        // 92 % of 1,200.00 and of 50.00
        assertThat(heldLines(farm))
                .singleElement()
                .asString()
                .contains("$1,150.00")
                .contains("2 payments");
        assertThat(holds.release(farm.tenant())).isZero();
        assertThat(heldLines(farm)).hasSize(1);
    }

    @Test
    void whatTheTenantTookIsNettedOldestFirstAsFarAsItsEarningsReach() {
        var farm = shop.at(Terms.flat(1_000));
        sell(farm, "cash-1", 10_000, HeldBy.TENANT);
        pass(Duration.ofHours(1));
        sell(farm, "cash-2", 50_000, HeldBy.TENANT);
        shop.refund(farm, "cash-1", "r1", 4_000);
        pass(PAST_THE_HOLD);

        assertThat(holds.release(farm.tenant())).as("nothing was earned").isZero();
        assertThat(available(farm)).isEqualTo(-600 - 5_000);

        // brings 9.00, which is enough for the 6.00 of the first and not for the 50.00 of the second
        sell(farm, "card", 1_000, HeldBy.PLATFORM);
        pass(PAST_THE_HOLD);
        assertThat(holds.release(farm.tenant())).isEqualTo(2);
        assertThat(state(farm, "cash-1")).isEqualTo(Payment.State.AVAILABLE);
        assertThat(state(farm, "cash-2")).isEqualTo(Payment.State.PENDING);

        var platform = ledger.balance(PartyAccounts.platform(USD)).available();
        sell(farm, "card-2", 10_000, HeldBy.PLATFORM);
        pass(PAST_THE_HOLD);
        assertThat(holds.release(farm.tenant())).isEqualTo(2);
        assertThat(state(farm, "cash-2")).isEqualTo(Payment.State.AVAILABLE);
        // half of the 50.00 that were netted, half of the 10.00 of the sale by card
        assertThat(ledger.balance(PartyAccounts.platform(USD)).available() - platform)
                .isEqualTo(2_500 + 500);
        assertThat(available(farm)).isEqualTo(-600 - 5_000 + 900 + 9_000);
        assertThat(heldLines(farm).getFirst()).contains("$90.00").contains("$50.00");
        var lines = distributions.of(farm.tenant(), "cash-2").orElseThrow().lines();
        assertThat(lines).extracting(Distribution.Entry::kind).endsWith("release", "release");
        assertThat(sum(lines, "pending")).isZero();
        assertThat(sum(lines, "available")).isEqualTo(2_500);
        assertThat(lines)
                .allMatch(line -> line.state().equals("pending")
                        ? line.availableAt() == null
                        : !Objects.requireNonNull(line.availableAt()).isAfter(time.now()));

        shop.refund(farm, "cash-2", "r1", 50_000);
        pass(Duration.ofHours(1));
        assertThat(ledger.balance(PartyAccounts.platform(USD)).available() - platform)
                .isEqualTo(500);
    }

    @Test
    void whatTheTenantTookInOneCurrencyDoesNotHoldUpAnother() {
        var farm = shop.at(Terms.flat(1_000));
        for (var i = 0; i <= 200; i++) {
            shop.sell(farm, "eur-" + i, 1_000, "EUR", time.now(), HeldBy.TENANT);
        }
        pass(Duration.ofHours(1));
        sell(farm, "cash", 1_000, HeldBy.TENANT);
        sell(farm, "card", 1_000, HeldBy.PLATFORM);
        pass(PAST_THE_HOLD);

        assertThat(holds.release(farm.tenant())).isEqualTo(2);
        assertThat(state(farm, "cash")).isEqualTo(Payment.State.AVAILABLE);
        assertThat(state(farm, "eur-0")).isEqualTo(Payment.State.PENDING);
    }

    @Test
    void whatTheTenantTookInThisHourTakesNothingFromItsEarnings() {
        var farm = shop.at(Terms.flat(1_000));
        sell(farm, "cash-1", 6_000, HeldBy.TENANT);
        sell(farm, "card", 1_000, HeldBy.PLATFORM);
        pass(PAST_THE_HOLD);
        sell(farm, "cash-2", 50_000, HeldBy.TENANT);

        assertThat(holds.release(farm.tenant())).isEqualTo(2);
        assertThat(state(farm, "cash-1")).isEqualTo(Payment.State.AVAILABLE);
    }

    @Test
    void whoHasEarnedNothingIsNotHeldUp() throws Exception {
        var farm = shop.at(Terms.flat(1_000));
        sell(farm, "cash", 10_000, HeldBy.TENANT);
        pass(PAST_THE_HOLD);
        holds.release(farm.tenant());
        var release = new CountDownLatch(1);
        var locked = new CountDownLatch(1);

        try (var pool = Executors.newFixedThreadPool(2)) {
            var selling = pool.submit(() -> tx.write(Scope.of(farm.tenant()), () -> {
                books.lock(farm.tenant());
                locked.countDown();
                await(release);
            }));
            await(locked);
            var round = pool.submit(() -> holds.release());
            try {
                assertThat(round.get(20, TimeUnit.SECONDS)).isNotNegative();
            } finally {
                release.countDown();
            }
            selling.get();
        }

        sell(farm, "card", 10_000, HeldBy.PLATFORM);
        pass(PAST_THE_HOLD);
        holds.release();
        assertThat(state(farm, "cash")).isEqualTo(Payment.State.AVAILABLE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsQueuedForTooLongIsOrderedOnceMore() {
        var farm = shop.at(Terms.flat(800));
        payments.record(
                farm.owner(),
                new PaymentOrder("lost", 1_000, "USD", time.now(), HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        var run = farm.slug() + "/distribution/lost";
        overdue.requeue(Duration.ZERO);
        assertThat(orders(run)).as("the first order is still there").isEqualTo(1);

        JdbcClient.create(owner)
                .sql("update platform.outbox set state = 'done' where workflow_id = ?")
                .param(run)
                .update();
        overdue.requeue();
        assertThat(orders(run)).as("not before a minute has passed").isEqualTo(1);
        overdue.requeue(Duration.ZERO);
        overdue.requeue(Duration.ZERO);

        assertThat(queue.isPending(Payments.TOPIC, run)).isTrue();
        assertThat(orders(run)).isEqualTo(2);
        shop.post(farm, "lost");
        assertThat(state(farm, "lost")).isEqualTo(Payment.State.PENDING);
    }

    private static long sum(List<Distribution.Entry> lines, String state) {
        return lines.stream()
                .filter(line -> line.party().equals("platform") && line.state().equals(state))
                .mapToLong(Distribution.Entry::minor)
                .sum();
    }

    private int orders(String run) {
        return JdbcClient.create(owner)
                .sql("select count(*) from platform.outbox where workflow_id = ?")
                .param(run)
                .query(Integer.class)
                .single();
    }

    private void sell(Fixtures.Business business, String event, long amount, HeldBy heldBy) {
        shop.sell(business, event, amount, "USD", time.now(), heldBy);
    }

    private void pass(Duration duration) {
        demoClock.advance(new Actor(new PersonId(Ids.next()), Actor.NOWHERE, "Olga", true), duration);
    }

    private Payment.State state(Fixtures.Business business, String event) {
        return shop.payment(business, event).state();
    }

    private long available(Fixtures.Business business) {
        return ledger.balance(PartyAccounts.tenant(tenants.get(business.tenant()), USD))
                .available();
    }

    private List<String> heldLines(Fixtures.Business business) {
        return shop.said(business).stream()
                .map(Message::text)
                .filter(text -> text.contains("became available") || text.contains("netted"))
                .toList();
    }
}
