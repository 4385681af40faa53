package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.agents.Provider;
import co.kendev.spaces.agents.Purpose;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Channels;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Sales and refunds through the use cases, to the cent. */
@DomainTest
class DistributionsTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final String[] PARTIES = {"tenant", "referrer", "platform", "human", "ai", "justice"};

    @Autowired
    Fixtures fixtures;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    Agents agents;

    @Autowired
    Announcer announcer;

    @Autowired
    Ledger ledger;

    @Autowired
    Tenants tenants;

    @Autowired
    Messages messages;

    @Autowired
    Channels channels;

    @Autowired
    Tx tx;

    @Autowired
    BusinessTime time;

    @Test
    void aSaleWithReferralIsDividedToTheCentAndTakenBackCumulatively() {
        var desert = fixtures.aBusiness();
        var farm =
                at(Terms.flat(800).withReferral(new Referral(desert.slug(), List.of(new Referral.Step(null, 3_000)))));
        agent(farm, "claude");
        agent(farm, "openai");
        agent(farm, "gemini");
        payments.record(
                farm.owner(),
                new PaymentOrder(
                        "evt_1001",
                        120_000,
                        "USD",
                        time.now(),
                        HeldBy.PLATFORM,
                        "golden barrels",
                        0,
                        0,
                        List.of(
                                new Contribution("claude", 7),
                                new Contribution("openai", 4),
                                new Contribution("gemini", 2)),
                        null));

        run(farm, "evt_1001");

        assertThat(parties(farm, "evt_1001")).containsExactly(110_400, 2_880, 3_360, 2_016, 1_008, 336);
        assertThat(distributions.of(farm.tenant(), "evt_1001").orElseThrow().lines())
                .filteredOn(line -> line.party().equals("ai"))
                .extracting(Distribution.Entry::minor)
                .containsExactlyInAnyOrder(543L, 310L, 155L);

        payments.refund(farm.owner(), new RefundOrder("evt_1001", "r1", 33_333, null, "one plant died", null, null));
        run(farm, "evt_1001");
        assertThat(parties(farm, "evt_1001")).containsExactly(79_734, 2_080, 2_426, 1_456, 728, 243);
        assertThat(distributions.of(farm.tenant(), "evt_1001").orElseThrow().lines())
                .extracting(Distribution.Entry::because)
                .anySatisfy(because -> assertThat(because).contains("$866.67", "8 %", "$24.26 here instead of $33.60"))
                .anySatisfy(because -> assertThat(because).contains("$797.34 here instead of $1,104.00"));

        payments.refund(farm.owner(), new RefundOrder("evt_1001", "r2", 86_667, null, "all of them", null, null));
        run(farm, "evt_1001");
        assertThat(parties(farm, "evt_1001")).containsExactly(0, 0, 0, 0, 0, 0);

        assertThatThrownBy(() -> payments.refund(
                        farm.owner(), new RefundOrder("evt_1001", "r3", 1, null, "one cent more", null, null)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("amountMinor"));
        assertThat(payments.refund(
                                farm.owner(),
                                new RefundOrder("evt_1001", "r2", 86_667, null, "all of them", null, null))
                        .created())
                .isFalse();
        assertThat(balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD)))
                .isZero();
    }

    @Test
    void withoutAnAgreementTheStandardCounts() {
        var farm = fixtures.aBusiness();
        sell(farm, "evt_1", 1_234_567, HeldBy.PLATFORM);

        // 5 % of 10,000.00, then 4.5 % of 2,345.67
        assertThat(parties(farm, "evt_1")).containsExactly(1_234_567 - 60_556, 0, 30_278, 18_167, 9_083, 3_028);
        assertThat(distributions.of(farm.tenant(), "evt_1").orElseThrow().effectiveBps())
                .isEqualTo("490.50");
    }

    @Test
    void theVolumeOfAMonthRunsOnInPostingOrder() {
        var farm = fixtures.aBusiness();
        sell(farm, "first", 1_000_000, HeldBy.PLATFORM);
        sell(farm, "second", 100_000, HeldBy.PLATFORM);

        assertThat(parties(farm, "first")[0]).isEqualTo(950_000);
        assertThat(parties(farm, "second")[0]).isEqualTo(95_500);
    }

    @Test
    void taxAndShippingPassToTheBusiness() {
        var farm = at(Terms.flat(1_000));
        payments.record(
                farm.owner(),
                new PaymentOrder("evt", 12_300, "USD", time.now(), HeldBy.PLATFORM, null, 800, 1_500, List.of(), null));
        run(farm, "evt");

        assertThat(parties(farm, "evt")).containsExactly(12_300 - 1_000, 0, 500, 300, 150, 50);
        assertThat(distributions.of(farm.tenant(), "evt").orElseThrow().lines())
                .extracting(Distribution.Entry::kind)
                .contains("tax", "shipping");
    }

    @Test
    void whoTookTheMoneyItselfOwesTheShare() {
        var farm = at(Terms.flat(800));
        sell(farm, "cash", 120_000, HeldBy.TENANT);

        assertThat(parties(farm, "cash")).containsExactly(110_400, 0, 4_800, 2_880, 1_440, 480);
        assertThat(balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD)))
                .isEqualTo(-9_600);
        assertThat(distributions.of(farm.tenant(), "cash").orElseThrow().lines())
                .allMatch(line -> line.state()
                        .equals(List.of("tenant", "custody").contains(line.party()) ? "available" : "pending"))
                .allMatch(line -> (line.availableAt() == null) == line.state().equals("pending"));
    }

    @Test
    void aRefundThatComesFirstWaitsForItsPayment() {
        var farm = at(Terms.flat(800));
        assertThat(payments.refund(farm.owner(), new RefundOrder("late", "r1", 33_333, null, "too early", null, null))
                        .value()
                        .state())
                .isEqualTo(Refund.State.WAITING);
        assertThat(distributions.of(farm.tenant(), "late")).isEmpty();
        assertThat(distributions.get(farm.owner(), "late")).isInstanceOf(Waiting.class);

        sell(farm, "late", 120_000, HeldBy.PLATFORM);

        assertThat(parties(farm, "late")[0]).isEqualTo(79_734);
    }

    @Test
    void aRefundOverTheRestThatCameFirstIsRefusedAndThePaymentStands() {
        var farm = at(Terms.flat(800));
        payments.refund(farm.owner(), new RefundOrder("small", "r1", 33_333, null, "too much", null, null));
        sell(farm, "small", 10_000, HeldBy.PLATFORM);

        var distribution = distributions.of(farm.tenant(), "small").orElseThrow();
        assertThat(distribution.of(Party.TENANT)).isEqualTo(9_200);
        assertThat(distribution.refunds())
                .singleElement()
                .satisfies(refund -> assertThat(refund.state()).isEqualTo(Refund.State.REFUSED));
    }

    @Test
    void aRefundThatIsTooMuchDoesNotStandInTheWayOfOneThatFits() {
        var farm = at(Terms.flat(800));
        refund(farm, "evt", "too-much", 33_333);
        payments.record(farm.owner(), order("evt", 10_000, HeldBy.PLATFORM));
        refund(farm, "evt", "fits", 4_000);
        assertThatThrownBy(() -> refund(farm, "evt", "over-the-rest", 6_001))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("amountMinor"));
        run(farm, "evt");

        assertThat(refundStates(farm, "evt")).containsExactly(Refund.State.REFUSED, Refund.State.POSTED);
        assertThat(parties(farm, "evt")[0]).isEqualTo(5_520);
    }

    @Test
    void aRefundThatCameFirstInAnotherCurrencyIsRefusedAndThePaymentStands() {
        var farm = at(Terms.flat(800));
        payments.refund(farm.owner(), new RefundOrder("evt", "r1", 5_000, "EUR", "brought back", null, null));
        payments.refund(farm.owner(), new RefundOrder("evt", "r2", 1_000, "USD", "brought back", null, null));
        sell(farm, "evt", 10_000, HeldBy.PLATFORM);

        assertThat(refundStates(farm, "evt")).containsExactly(Refund.State.REFUSED, Refund.State.POSTED);
        var refusal = distributions
                .of(farm.tenant(), "evt")
                .orElseThrow()
                .refunds()
                .getFirst()
                .refusal();
        assertThat(refusal).isEqualTo("The payment was made in USD; it is refunded in USD.");
        assertThat(parties(farm, "evt")[0]).isEqualTo(8_280);
    }

    @Test
    void whatTheMonthCannotCountIsRefusedAndSoIsTheRefundThatWaitsForIt() {
        var farm = at(Terms.flat(800));
        sell(farm, "first", 1_000, HeldBy.PLATFORM);
        tx.write(
                Scope.of(farm.tenant()),
                () -> books.volume(
                        farm.tenant(), today(farm).withDayOfMonth(1), "USD", Books.MINOR_MAX - Amounts.MAX + 1));
        refund(farm, "too-much", "r1", 1_000);
        sell(farm, "too-much", Amounts.MAX, HeldBy.PLATFORM);
        sell(farm, "fits", Amounts.MAX - 1, HeldBy.PLATFORM);

        var refused = distributions.of(farm.tenant(), "too-much").orElseThrow();
        assertThat(refused.payment().state()).isEqualTo(Payment.State.REFUSED);
        assertThat(refused.payment().refusal()).contains("10^18");
        assertThat(refused.refunds()).singleElement().satisfies(refund -> {
            assertThat(refund.state()).isEqualTo(Refund.State.REFUSED);
            assertThat(refund.refusal()).contains("nothing to give back");
        });
        assertThat(parties(farm, "fits")[0]).isPositive();

        refund(farm, "fits", "r1", Amounts.MAX - 1);
        run(farm, "fits");
        assertThat(parties(farm, "fits")).containsOnly(0);
    }

    @Test
    void whatTheAccountCannotHoldIsRefused() {
        var farm = at(Terms.flat(800));
        var tax = Amounts.MAX;
        for (int i = 0; i <= 1_000; i++) {
            payments.record(
                    farm.owner(),
                    new PaymentOrder("evt-" + i, tax, "USD", NOON, HeldBy.PLATFORM, null, tax, 0, List.of(), null));
            if (i == 0) {
                // the last that fits and the first that does not meet in one run
                run(farm, "evt-0");
            }
        }
        var posted = new ArrayList<Integer>();
        for (var run = distributions.gather(farm.tenant());
                run.isPresent();
                run = distributions.gather(farm.tenant())) {
            posted.add(distributions.post(farm.tenant(), run.get().workflowId()).posted());
        }

        assertThat(posted).containsExactly(200, 200, 200, 200, 199);
        assertThat(balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD)))
                .isEqualTo(Books.MINOR_MAX);
        assertThat(distributions
                        .of(farm.tenant(), "evt-1000")
                        .orElseThrow()
                        .payment()
                        .state())
                .isEqualTo(Payment.State.REFUSED);
    }

    @Test
    void refundsThatArePostedInAnotherOrderThanTheyWereReportedEndInNothing() {
        var farm = at(Terms.flat(1_000));
        payments.record(
                farm.owner(),
                new PaymentOrder("evt", 10_000, "USD", time.now(), HeldBy.PLATFORM, null, 2_000, 0, List.of(), null));
        run(farm, "evt");
        payments.refund(farm.owner(), new RefundOrder("evt", "r1", 5_000, null, "half of it", null, null));
        var first = distributions.dispatch(farm.tenant(), "evt").getFirst().workflowId();
        payments.refund(farm.owner(), new RefundOrder("evt", "r2", 1_000, null, "the tax", 1_000L, null));
        var second = distributions.dispatch(farm.tenant(), "evt").stream()
                .map(Distributions.Run::workflowId)
                .filter(run -> !run.equals(first))
                .findFirst()
                .orElseThrow();

        assertThat(distributions.post(farm.tenant(), second).posted()).isEqualTo(1);
        assertThat(distributions.post(farm.tenant(), first).posted()).isEqualTo(1);
        payments.refund(farm.owner(), new RefundOrder("evt", "r3", 4_000, null, "the rest", null, null));
        run(farm, "evt");

        assertThat(parties(farm, "evt")).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(distributions.of(farm.tenant(), "evt").orElseThrow().refunds())
                .allSatisfy(refund -> assertThat(refund.state()).isEqualTo(Refund.State.POSTED));
    }

    @Test
    void parallelDeliveriesOfOneEventAreOnePayment() throws Exception {
        var farm = at(Terms.flat(800));
        var order = order("evt", 120_000, HeldBy.PLATFORM);
        try (var pool = Executors.newFixedThreadPool(16)) {
            var deliveries = new ArrayList<Callable<Payments.Taken<Payment>>>();
            for (int i = 0; i < 10_000; i++) {
                var posts = i % 250 == 0;
                deliveries.add(() -> {
                    var taken = payments.record(farm.owner(), order);
                    if (posts) {
                        run(farm, "evt");
                    }
                    return taken;
                });
            }
            var created = 0;
            for (var delivery : pool.invokeAll(deliveries)) {
                created += delivery.get().created() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD)))
                .isEqualTo(110_400);
        assertThat(volume(farm)).isEqualTo(120_000);
        assertThat(said(farm)).hasSize(1);
        assertThatThrownBy(() -> payments.record(farm.owner(), order("evt", 120_001, HeldBy.PLATFORM)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void aRunWithARefusalThatIsPostedSeveralTimesAtOnceCountsOnce() throws Exception {
        var farm = at(Terms.flat(800));
        refund(farm, "evt-0", "more-than-was-paid", 33_333);
        refund(farm, "evt-1", "half", 500);
        for (int i = 0; i < 20; i++) {
            payments.record(farm.owner(), order("evt-" + i, 1_000, HeldBy.PLATFORM));
        }
        var run = distributions.gather(farm.tenant()).orElseThrow().workflowId();

        Callable<Distributions.Outcome> attempt = () -> distributions.post(farm.tenant(), run);
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (var outcome : pool.invokeAll(Collections.nCopies(4, attempt))) {
                outcome.get();
            }
        }
        assertThat(attempt.call().words()).isEqualTo("20 payments · posted, 1 refused");

        assertThat(volume(farm)).isEqualTo(20 * 1_000 - 500);
        assertThat(balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD)))
                .isEqualTo(20 * 920 - 460);
        for (int i = 0; i < 20; i++) {
            assertThat(distributions
                            .of(farm.tenant(), "evt-" + i)
                            .orElseThrow()
                            .payment()
                            .state())
                    .isEqualTo(Payment.State.PENDING);
        }
        assertThat(refundStates(farm, "evt-0")).containsExactly(Refund.State.REFUSED);
        assertThat(refundStates(farm, "evt-1")).containsExactly(Refund.State.POSTED);
    }

    @Test
    void theLastNanosecondOfAMonthIsInIt() {
        var farm = at(Terms.flat(800));
        var month = today(farm).withDayOfMonth(1);
        var midnight = month.atStartOfDay(tenants.get(farm.tenant()).timeZone()).toInstant();
        var order = with("USD", midnight.minusNanos(1), 0, 0, List.of());

        assertThat(payments.record(farm.owner(), order).created()).isTrue();
        run(farm, order.eventId());

        var payment =
                distributions.of(farm.tenant(), order.eventId()).orElseThrow().payment();
        assertThat(payment.occurredAt()).isEqualTo(midnight.minus(1, ChronoUnit.MICROS));
        assertThat(Objects.requireNonNull(payment.pricing()).month()).isEqualTo(month.minusMonths(1));
        for (var nanos : List.of(1, 400, 1_000)) {
            var again = with("USD", midnight.minusNanos(nanos), 0, 0, List.of());
            assertThat(payments.record(farm.owner(), again).created()).isFalse();
        }
        assertThatThrownBy(
                        () -> payments.record(farm.owner(), with("USD", midnight.minusNanos(1_001), 0, 0, List.of())))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void noTwoRunsOfAnEventHaveTheSameId() {
        var farm = at(Terms.flat(800));
        payments.record(farm.owner(), order("evt", 1_000, HeldBy.PLATFORM));
        var gathered = distributions.gather(farm.tenant()).orElseThrow().workflowId();
        refund(farm, "evt", "r1", 100);
        var early = distributions.dispatch(farm.tenant(), "evt").stream()
                .map(Distributions.Run::workflowId)
                .filter(run -> !run.equals(gathered))
                .toList();
        // finds that another run has the payment, and leaves the refund to it
        early.forEach(run -> distributions.post(farm.tenant(), run));
        distributions.post(farm.tenant(), gathered);
        assertThat(refundStates(farm, "evt")).containsExactly(Refund.State.POSTED);

        refund(farm, "evt", "r2", 100);
        var later = distributions.dispatch(farm.tenant(), "evt").stream()
                .map(Distributions.Run::workflowId)
                .toList();

        assertThat(early).containsExactly(farm.slug() + "/distribution/evt/2");
        assertThat(later).containsExactly(farm.slug() + "/distribution/evt/3");
    }

    @Test
    void aBookThatWasRolledBackIsOpenedOnceMore() {
        var farm = fixtures.aBusiness();
        assertThatThrownBy(() -> tx.write(Scope.of(farm.tenant()), () -> {
                    books.lock(farm.tenant());
                    books.lock(farm.tenant());
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(tx.<Books.Book>write(Scope.of(farm.tenant()), () -> books.lock(farm.tenant()))
                        .agreementVersion())
                .isZero();
    }

    @Test
    void theReasonOfARefundCountsTheWholeAccountWithTaxAndShipping() {
        var farm = at(Terms.flat(1_000));
        payments.record(
                farm.owner(),
                new PaymentOrder("evt", 12_300, "USD", NOON, HeldBy.PLATFORM, null, 800, 1_500, List.of(), null));
        run(farm, "evt");
        refund(farm, "evt", "r1", 1_230);
        run(farm, "evt");

        assertThat(distributions.of(farm.tenant(), "evt").orElseThrow().lines())
                .filteredOn(line -> line.party().equals("tenant") && line.kind().equals("refund"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.because())
                        .contains("but for tax and shipping", "$101.70 here instead of $113.00"));
    }

    @Test
    void aBusinessIsBehindWhileAPaymentStaysInItsRun() {
        var farm = at(Terms.flat(800));
        payments.record(farm.owner(), order("evt", 1_000, HeldBy.PLATFORM));
        var own = distributions.dispatch(farm.tenant(), "evt").getFirst();

        await().until(() -> distributions.isBehind(farm.tenant()));
        distributions.post(farm.tenant(), own.workflowId());

        assertThat(distributions.isBehind(farm.tenant())).isFalse();
    }

    @Test
    void manyThatWaitAreGatheredIntoOneRunAndOneMessage() {
        var farm = at(Terms.flat(800));
        for (int i = 0; i < 50; i++) {
            payments.record(farm.owner(), order("evt-" + i, 1_000 + i, HeldBy.PLATFORM));
        }
        var gathered = distributions.gather(farm.tenant()).orElseThrow();
        assertThat(distributions.gather(farm.tenant())).isEmpty();
        assertThat(distributions.isPosting(farm.tenant())).isTrue();
        var runs = distributions.dispatch(farm.tenant(), "evt-7");
        assertThat(runs).containsExactly(gathered);
        assertThat(runs)
                .singleElement()
                .satisfies(run -> assertThat(run.workflowId()).startsWith(farm.slug() + "/distribution-batch/"));
        assertThat(distributions.dispatch(farm.tenant(), "evt-30")).isEqualTo(runs);

        var outcome = distributions.post(farm.tenant(), runs.getFirst().workflowId());

        assertThat(outcome.posted()).isEqualTo(50);
        assertThat(distributions.isPosting(farm.tenant())).isFalse();
        assertThat(distributions.post(farm.tenant(), runs.getFirst().workflowId()))
                .as("another attempt answers the same")
                .isEqualTo(outcome);
        assertThat(said(farm)).hasSize(1);
    }

    @Test
    void whatIsPostedInTheSameSecondIsSaidTogetherAfterwards() {
        var farm = at(Terms.flat(800));
        sell(farm, "first", 1_000, HeldBy.PLATFORM);
        sell(farm, "second", 1_000, HeldBy.PLATFORM);
        sell(farm, "third", 1_000, HeldBy.PLATFORM);
        assertThat(distributions.of(farm.tenant(), "first").orElseThrow().message())
                .isNotNull();
        assertThat(distributions.of(farm.tenant(), "third").orElseThrow().message())
                .isNull();

        tx.write(Scope.of(farm.tenant()), () -> books.announced(farm.tenant(), java.time.Instant.now()));
        payments.record(
                farm.owner(),
                new PaymentOrder("euros", 1_000, "EUR", NOON, HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        run(farm, "euros");

        tx.write(Scope.of(farm.tenant()), () -> books.announced(farm.tenant(), java.time.Instant.EPOCH));
        announcer.sayUnsaid();

        assertThat(distributions.of(farm.tenant(), "second").orElseThrow().message())
                .isNotNull()
                .isEqualTo(
                        distributions.of(farm.tenant(), "third").orElseThrow().message());
        assertThat(said(farm)).hasSize(2);
        var card = messages.get(
                farm.owner(),
                Objects.requireNonNull(
                        distributions.of(farm.tenant(), "euros").orElseThrow().message()));
        assertThat(Objects.requireNonNull(card.blocks()).path(0).path("sums").valueStream())
                .extracting(sum -> sum.path("count").intValue() + " in "
                        + sum.path("currency").stringValue())
                .containsExactlyInAnyOrder("2 in USD", "1 in EUR");
    }

    @Autowired
    Books books;

    @Test
    void anAgreementCountsByTheDayOfTheSaleAndNeverBackdatesAPostedOne() {
        var farm = at(Terms.flat(1_000));
        sell(farm, "evt", 10_000, HeldBy.PLATFORM);

        assertThatThrownBy(() -> agree(farm, Terms.flat(500), today(farm)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        agree(farm, Terms.flat(500), today(farm).plusDays(1));
        sell(farm, "still", 10_000, HeldBy.PLATFORM);

        assertThat(parties(farm, "still")[0]).isEqualTo(9_000);
    }

    @Test
    void nobodyRefersThemselvesOrInACircle() {
        var farm = fixtures.aBusiness();
        var desert = fixtures.aBusiness();
        agree(desert, Terms.flat(500).withReferral(Referral.usual(farm.slug())), today(desert));

        for (var referrer : List.of(farm.slug(), desert.slug(), "nobody-at-all")) {
            assertThatThrownBy(() -> agree(farm, Terms.flat(500).withReferral(Referral.usual(referrer)), today(farm)))
                    .isInstanceOfSatisfying(
                            DomainException.class,
                            refused -> assertThat(refused.field()).isEqualTo("referral.referrer"));
        }
    }

    @Test
    void badPaymentsAreRefusedAtTheirField() {
        var farm = at(Terms.flat(800));
        var now = time.now();
        var day = Duration.ofDays(1);
        for (var wrong : List.of(
                new Wrong("amountMinor", order("e", 0, HeldBy.PLATFORM)),
                new Wrong("amountMinor", order("e", -1, HeldBy.PLATFORM)),
                new Wrong("amountMinor", order("e", Long.MAX_VALUE, HeldBy.PLATFORM)),
                new Wrong("eventId", order("x".repeat(5_000), 1, HeldBy.PLATFORM)),
                new Wrong("eventId", order("a/b", 1, HeldBy.PLATFORM)),
                new Wrong("currency", with("XAU", now, 0, 0, List.of())),
                new Wrong("currency", with("usd", now, 0, 0, List.of())),
                new Wrong("occurredAt", with("USD", now.plus(day), 0, 0, List.of())),
                new Wrong("occurredAt", with("USD", now.minus(day.multipliedBy(400)), 0, 0, List.of())),
                new Wrong("taxMinor", with("USD", now, 1_001, 0, List.of())),
                new Wrong("shippingMinor", with("USD", now, 500, 501, List.of())),
                new Wrong("contributions[0].agent", with("USD", now, 0, 0, List.of(new Contribution("nobody", 1)))))) {
            assertThatThrownBy(() -> payments.record(farm.owner(), wrong.order()))
                    .as(wrong.toString())
                    .isInstanceOfSatisfying(
                            DomainException.class,
                            refused -> assertThat(refused.field()).isEqualTo(wrong.field()));
        }
    }

    private Fixtures.Business at(Terms terms) {
        var business = fixtures.aBusiness();
        agree(business, terms, today(business).minusDays(200));
        return business;
    }

    private void agree(Fixtures.Business business, Terms terms, LocalDate from) {
        var operator = new Actor(new PersonId(UUID.randomUUID()), business.tenant(), "Opal Operator", true);
        var approval = agreements.propose(operator, terms, from);
        approvals.decide(business.owner(), approval.id(), Verdict.APPROVE, null, null);
    }

    private LocalDate today(Fixtures.Business business) {
        return time.now().atZone(tenants.get(business.tenant()).timeZone()).toLocalDate();
    }

    private void agent(Fixtures.Business business, String slug) {
        agents.add(
                business.tenant(),
                business.space(),
                slug,
                slug,
                Purpose.GENERAL_BUSINESS,
                Provider.OFFLINE,
                "Works on sales");
    }

    private void sell(Fixtures.Business business, String event, long amount, HeldBy heldBy) {
        payments.record(business.owner(), order(event, amount, heldBy));
        run(business, event);
    }

    private PaymentOrder order(String event, long amount, HeldBy heldBy) {
        return new PaymentOrder(event, amount, "USD", NOON, heldBy, null, 0, 0, List.of(), null);
    }

    private PaymentOrder with(
            String currency, java.time.Instant at, long tax, long shipping, List<Contribution> contributions) {
        return new PaymentOrder("e", 1_000, currency, at, HeldBy.PLATFORM, null, tax, shipping, contributions, null);
    }

    private static final java.time.Instant NOON = java.time.Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private void run(Fixtures.Business business, String event) {
        distributions
                .dispatch(business.tenant(), event)
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));
    }

    private void refund(Fixtures.Business business, String event, String refund, long amount) {
        payments.refund(business.owner(), new RefundOrder(event, refund, amount, null, "brought back", null, null));
    }

    private List<Refund.State> refundStates(Fixtures.Business business, String event) {
        return distributions.of(business.tenant(), event).orElseThrow().refunds().stream()
                .map(Refund::state)
                .toList();
    }

    /** The net sales of this month. */
    private long volume(Fixtures.Business business) {
        return tx.read(
                Scope.of(business.tenant()),
                () -> books.volume(business.tenant(), today(business).withDayOfMonth(1), "USD"));
    }

    private long[] parties(Fixtures.Business business, String event) {
        var distribution = distributions.of(business.tenant(), event).orElseThrow();
        var sums = new long[PARTIES.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = distribution.of(Party.values()[i]);
        }
        return sums;
    }

    private long balance(AccountKey account) {
        return ledger.balance(account).total();
    }

    private List<String> said(Fixtures.Business business) {
        var finance =
                channels.find(business.tenant(), business.space(), "finance").orElseThrow();
        return messages.page(business.owner(), finance.id(), new Cursor.Newest(), 100).items().stream()
                .filter(message -> "revenue_distribution".equals(message.workflow()))
                .map(co.kendev.spaces.messages.Message::text)
                .toList();
    }

    private record Wrong(String field, PaymentOrder order) {}
}
