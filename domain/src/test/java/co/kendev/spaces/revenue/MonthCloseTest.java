package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.Movements;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.revenue.ExactMonth.Step;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.revenue.pricing.Tier;
import co.kendev.spaces.spaces.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months of the past are sold, closed and stated, to the cent. */
@DomainTest
class MonthCloseTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final List<Step> USUAL =
            List.of(new Step(0, 500), new Step(1_000_000, 450), new Step(2_500_000, 400), new Step(5_000_000, 350));

    @Autowired
    Fixtures fixtures;

    @Autowired
    Shop shop;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    Statements statements;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Payments payments;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    Distributions distributions;

    @Autowired
    Books books;

    @Autowired
    Processes processes;

    @Autowired
    Movements movements;

    @Autowired
    RevenueReport report;

    @Autowired
    Ledger ledger;

    @Autowired
    Tenants tenants;

    @Autowired
    Tx tx;

    @Test
    void twoMonthsWithBandsRefundsAndAVersionChangeEqualTheirExactTotals() {
        var desert = fixtures.aBusiness();
        var farm = shop.at(Terms.of(Tier.STANDARD, USD));
        var first = ago(farm, 3);
        var second = ago(farm, 2);
        var change = first.atDay(16);
        shop.agree(
                farm,
                Terms.flat(800)
                        .withVolume(List.of(new Band(USD, 2_400_000, 600)))
                        .withReferral(new Referral(desert.slug(), List.of(new Referral.Step(null, 3_000)))),
                change);
        var later = List.of(new Step(0, 800), new Step(2_400_000, 600));
        var random = new Random(42);
        var net = new TreeMap<String, Long>();
        for (var i = 0; i < 60; i++) {
            var month = i < 45 ? first : second;
            var day = month.atDay(1 + random.nextInt(28));
            var version = day.isBefore(change) ? 1 : 2;
            var amount = 1 + random.nextInt(i % 3 == 0 ? 400_000 : 60);
            shop.sell(farm, "evt-" + i, amount, "USD", shop.noon(farm, day), HeldBy.PLATFORM);
            if (i % 7 == 3) {
                var back = 1 + random.nextInt(amount);
                shop.refund(farm, "evt-" + i, "r1", back);
                amount -= back;
            }
            net.merge(month + "/" + version, (long) amount, Long::sum);
        }

        assertThat(close(farm)).isEqualTo(first);
        assertThat(close(farm)).isEqualTo(second);

        var firstVolume = net.getOrDefault(first + "/1", 0L);
        var wholeVolume = firstVolume + net.getOrDefault(first + "/2", 0L);
        assertThat(firstVolume)
                .as("the first version reaches its discount, the second begins below its own")
                .isBetween(1_000_001L, 2_399_999L);
        assertThat(wholeVolume).as("and reaches it").isGreaterThan(2_400_000);
        assertThat(sums(farm, first, 1)).isEqualTo(ExactMonth.due(0, firstVolume, USUAL, 0));
        assertThat(sums(farm, first, 2))
                .isEqualTo(ExactMonth.due(firstVolume, wholeVolume - firstVolume, later, 3_000));
        assertThat(sums(farm, second, 2))
                .isEqualTo(ExactMonth.due(0, net.getOrDefault(second + "/2", 0L), later, 3_000));
        assertThat(trueUps(farm, first)).as("there was something to mend").anyMatch(each -> !each.isNothing());
        assertThat(movements.areBalanced()).isTrue();
        chained(operator(farm), first, second);
    }

    @Test
    void roundingDriftIsMendedEitherWay() {
        var over = shop.at(Terms.flat(800));
        var under = shop.at(Terms.flat(800));
        var month = ago(over, 1);
        for (var i = 0; i < 20; i++) {
            // 1.52 is rounded up to 2, and 0.48 down to nothing, each time
            shop.sell(over, "evt-" + i, 19, "USD", shop.noon(over, month.atDay(3)), HeldBy.PLATFORM);
            shop.sell(under, "evt-" + i, 6, "USD", shop.noon(under, month.atDay(3)), HeldBy.PLATFORM);
        }

        close(over);
        close(under);

        assertThat(trueUps(over, month)).singleElement().satisfies(each -> {
            assertThat(each.change().of(Party.TENANT)).isEqualTo(40 - 30);
            assertThat(each.because()).contains("$0.30").contains("$0.40").contains("8 %");
        });
        assertThat(trueUps(under, month))
                .singleElement()
                .satisfies(each -> assertThat(each.change().of(Party.TENANT)).isEqualTo(-10));
        assertThat(sums(over, month, 1)).isEqualTo(ExactMonth.due(0, 380, List.of(new Step(0, 800)), 0));
        assertThat(sums(under, month, 1)).isEqualTo(ExactMonth.due(0, 120, List.of(new Step(0, 800)), 0));
        var shown = report.month(over.owner(), month, USD);
        assertThat(shown.shareMinor()).isEqualTo(30);
        assertThat(shown.grossMinor()).isEqualTo(380);
        assertThat(shown.history().getLast()).isEqualTo(new RevenueReport.Past(month, 380, 30));
        assertThat(shown.byReference().rows()).containsExactly(new RevenueReport.Row("", 20, 380, 40));
        assertThat(texts(over)).anyMatch(text -> text.contains("was trued up: **$0.10** more for the business"));
        assertThat(texts(under)).anyMatch(text -> text.contains("**$0.10** less for the business"));
        assertThat(texts(over))
                .first()
                .asString()
                .contains(Months.name(month) + " is closed.")
                .contains("20 sales: $3.80 net, a share of $0.30");
    }

    @Test
    void aTrueUpIsHeldAsTheLastSaleOfItsMonthWhicheverWayItGoes() {
        var farm = shop.at(held(0));
        var month = ago(farm, 1);
        shop.agree(farm, held(90), month.atDay(16));
        for (var i = 0; i < 20; i++) {
            var heldBy = i % 2 == 0 ? HeldBy.PLATFORM : HeldBy.TENANT;
            shop.sell(farm, "over-" + i, 19, "USD", shop.noon(farm, month.atDay(3)), heldBy);
            shop.sell(farm, "under-" + i, 6, "USD", shop.noon(farm, month.atDay(16)), HeldBy.PLATFORM);
        }
        var own = PartyAccounts.tenant(tenants.get(farm.tenant()), USD);
        var before = ledger.balance(own).available();

        close(farm);

        var end = Months.end(month, tenants.get(farm.tenant()));
        var trueUps = trueUps(farm, month);
        assertThat(trueUps).extracting(each -> each.change().of(Party.TENANT)).containsExactly(10L, -10L);
        assertThat(lines(farm, trueUps.getFirst()))
                .extracting(Line::availableAt)
                .containsOnly(end);
        assertThat(lines(farm, trueUps.getLast()))
                .extracting(Line::availableAt)
                .containsOnly(end.plus(Duration.ofDays(90)));
        // the first is over its hold, the second is not
        assertThat(ledger.balance(own).available()).isEqualTo(before + 10);
    }

    private static Terms held(int days) {
        return new Terms(800, List.of(), null, days, List.of(), null, 0);
    }

    private List<Line> lines(Fixtures.Business business, MonthTrueUp trueUp) {
        return ledger.lines(business.tenant(), Objects.requireNonNull(trueUp.ledgerTransaction()));
    }

    @Test
    void whatComesLateCountsInTheNextOpenMonthAndClosedStatementsStay() {
        var farm = shop.at(Terms.flat(800));
        var first = ago(farm, 3);
        var second = ago(farm, 2);
        sell(farm, "early", 10_000, first);
        sell(farm, "next", 20_000, second);
        close(farm);
        var before = statement(farm, first);

        // not in the same second as what was said last
        tx.write(Scope.of(farm.tenant()), () -> books.announced(farm.tenant(), Instant.EPOCH));
        sell(farm, "late", 5_000, first);
        shop.refund(farm, "early", "r1", 1_000);

        var late = distributions.of(farm.tenant(), "late").orElseThrow();
        assertThat(Objects.requireNonNull(late.payment().pricing()).month()).isEqualTo(second.atDay(1));
        assertThat(late.lines())
                .filteredOn(line -> line.kind().equals("sale"))
                .singleElement()
                .satisfies(line -> assertThat(line.because()).contains(Months.name(first), Months.name(second)));
        assertThat(texts(farm)).anyMatch(text -> text.contains("It was made in " + Months.name(first)));
        assertThat(statement(farm, first)).isEqualTo(before);
        assertThat(lines(farm.owner(), before)).hasSize(1);
        assertThat(close(farm)).isEqualTo(second);
        assertThat(sums(farm, second, 1)).isEqualTo(ExactMonth.due(0, 24_000, List.of(new Step(0, 800)), 0));
        assertThat(lines(farm.owner(), statement(farm, second)))
                .extracting(Statement.Entry::eventId)
                .contains("late", "next");
    }

    @Test
    void whatIsOlderThanTheMonthBeingClosedCountsInIt() {
        var farm = shop.at(Terms.flat(800));
        var older = ago(farm, 3);
        var month = ago(farm, 2);
        sell(farm, "first", 10_000, month);
        var process = begin(farm);

        for (var i = 0; i < 10; i++) {
            sell(farm, "older-" + i, 19, older);
        }
        run(farm, process, month);

        assertThat(distributions.of(farm.tenant(), "older-0").orElseThrow().lines())
                .filteredOn(line -> line.kind().equals("sale"))
                .singleElement()
                .satisfies(line -> assertThat(line.because())
                        .as("a month without a sale was never closed")
                        .contains("made in " + Months.name(older) + ", whose books are shut")
                        .contains("counts in " + Months.name(month))
                        .doesNotContain("closed"));
        assertThat(sums(farm, month, 1)).isEqualTo(ExactMonth.due(0, 10_190, List.of(new Step(0, 800)), 0));
        assertThat(begun(farm)).as("nothing is left behind").isFalse();
    }

    @Test
    void closingTwiceChangesNothingAndALostProcessIsTakenUpWhereItStood() {
        var farm = shop.at(Terms.flat(800));
        var month = ago(farm, 1);
        for (var i = 0; i < 10; i++) {
            sell(farm, "evt-" + i, 19, month);
        }
        var process = begin(farm);
        assertThat(begun(farm)).as("one close at a time").isFalse();
        months.isSettled(farm.tenant(), process.id(), month);
        months.trueUp(farm.tenant(), process.id(), month);
        months.trueUp(farm.tenant(), process.id(), month);
        processes.end(farm.tenant(), process.id(), ProcessState.FAILED, "ended from outside", null);

        var again = begin(farm);
        assertThat(again.workflowId()).isEqualTo(farm.slug() + "/month-close/" + month + ".2");
        run(farm, again, month);
        run(farm, again, month);

        assertThat(trueUps(farm, month)).hasSize(1);
        assertThat(sums(farm, month, 1)).isEqualTo(ExactMonth.due(0, 190, List.of(new Step(0, 800)), 0));
        assertThat(texts(farm).stream().filter(text -> text.contains("is closed")))
                .hasSize(1);
        assertThat(texts(farm).stream().filter(text -> text.contains("trued up")))
                .hasSize(1);
        assertThat(processes.get(farm.tenant(), again.id()).state()).isEqualTo(ProcessState.DONE);
        assertThat(begun(farm)).isFalse();
    }

    @Test
    void aMonthWaitsForWhatIsQueuedAndForItsEnd() {
        var farm = shop.at(Terms.flat(800));
        var month = ago(farm, 1);
        sell(farm, "posted", 10_000, month);
        payments.record(
                farm.owner(),
                new PaymentOrder(
                        "queued",
                        1_000,
                        "USD",
                        shop.noon(farm, month.atDay(5)),
                        HeldBy.PLATFORM,
                        null,
                        0,
                        0,
                        List.of(),
                        null));
        var process = begin(farm);
        assertThat(months.isSettled(farm.tenant(), process.id(), month)).isFalse();
        shop.post(farm, "queued");
        assertThat(months.isSettled(farm.tenant(), process.id(), month)).isTrue();
        run(farm, process, month);

        sell(farm, "running", 10_000, YearMonth.from(shop.today(farm)));
        assertThat(begun(farm)).as("this month is not over").isFalse();
        var end = Months.end(month, tenants.get(farm.tenant()));
        assertThat(Months.isOver(month, tenants.get(farm.tenant()), end.plus(Months.GRACE)))
                .isTrue();
        assertThat(Months.isOver(
                        month,
                        tenants.get(farm.tenant()),
                        end.plus(Months.GRACE).minusMillis(1)))
                .isFalse();
    }

    @Test
    void theClosingIsTheNextOpeningOverThreeMonthsWhoeverHoldsTheMoney() {
        var farm = shop.at(Terms.flat(1_000));
        var three = List.of(ago(farm, 4), ago(farm, 3), ago(farm, 1));
        for (var month : three) {
            sell(farm, "card-" + month, 33_333, month);
            shop.sell(farm, "cash-" + month, 7_777, "USD", shop.noon(farm, month.atDay(9)), HeldBy.TENANT);
            shop.refund(farm, "card-" + month, "r1", 3_333);
        }
        for (var month : three) {
            assertThat(close(farm)).isEqualTo(month);
        }

        chained(operator(farm), three.toArray(YearMonth[]::new));
        assertThat(statement(farm, three.getFirst()).opening()).isZero();
        var balance = ledger.balance(PartyAccounts.tenant(tenants.get(farm.tenant()), USD));
        sell(farm, "now", 1_000, YearMonth.from(shop.today(farm)));
        // the refunds took effect today, in a month that is open
        assertThat(statement(farm, three.getLast()).closing()).isEqualTo(balance.total() + 3 * 3_000);
    }

    @Test
    void yenHaveNoCentsAndAMonthThatIsExactNeedsNoTrueUp() {
        var farm = shop.at(Terms.flat(800));
        var month = ago(farm, 1);
        shop.sell(farm, "yen", 10_001, "JPY", shop.noon(farm, month.atDay(3)), HeldBy.PLATFORM);
        sell(farm, "dollars", 10_000, month);

        close(farm);

        assertThat(trueUps(farm, month)).hasSize(2).allMatch(MonthTrueUp::isNothing);
        assertThat(statements
                        .get(farm.owner(), month, PartyAccounts.tenant(tenants.get(farm.tenant()), JPY))
                        .closing())
                .isEqualTo(9_201);
        assertThat(texts(farm)).first().asString().contains("¥10,001 net").contains("$100.00 net");
    }

    @Test
    void everybodySeesTheirOwnAccountsAndTheReferrerNoBuyer() {
        var desert = fixtures.aBusiness();
        var farm = shop.at(
                Terms.flat(800).withReferral(new Referral(desert.slug(), List.of(new Referral.Step(null, 3_000)))));
        var month = ago(farm, 1);
        shop.sell(
                farm,
                new PaymentOrder(
                        "evt",
                        120_000,
                        "USD",
                        shop.noon(farm, month.atDay(3)),
                        HeldBy.PLATFORM,
                        "Mrs Miller",
                        0,
                        0,
                        List.of(),
                        null));
        close(farm);

        assertThat(statements.list(farm.owner(), month))
                .extracting(Statement::party)
                .containsExactly("tenant");
        assertThat(lines(farm.owner(), statement(farm, month))).singleElement().satisfies(line -> {
            assertThat(line.what()).contains("Mrs Miller");
            assertThat(line.eventId()).isEqualTo("evt");
        });

        var referral = statements.list(desert.owner(), null).getFirst();
        assertThat(referral.party()).isEqualTo("referrer");
        assertThat(referral.closing()).isEqualTo(2_880);
        assertThat(referral.bookSlug()).isEqualTo(farm.slug());
        assertThat(lines(desert.owner(), referral)).singleElement().satisfies(line -> {
            assertThat(line.what()).isEqualTo("A sale");
            assertThat(line.eventId()).isNull();
        });

        assertThat(statements.list(operator(farm), month))
                .extracting(Statement::party)
                .contains("tenant", "referrer", "platform", "human", "ai", "justice", "custody");
        var stranger = fixtures.aBusiness();
        assertThatThrownBy(() -> statements.get(stranger.owner(), referral.id()))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> statements.get(farm.owner(), referral.id()))
                .as("it stands in the farm's book, but is not its account")
                .isInstanceOf(DomainException.class);
        var customer = fixtures.aMember(farm.tenant(), farm.space(), Role.CUSTOMER);
        assertThatThrownBy(() -> statements.list(customer, month))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void aLongStatementComesInPages() {
        var farm = shop.at(Terms.flat(800));
        var month = ago(farm, 1);
        for (var i = 0; i < 7; i++) {
            sell(farm, "evt-" + i, 1_000 + i, month);
        }
        close(farm);
        var statement = statement(farm, month);

        var seen = new ArrayList<Long>();
        String after = null;
        do {
            var page = statements.lines(farm.owner(), statement, after, 3);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(3);
            page.entries().forEach(entry -> seen.add(entry.minor()));
            after = page.next();
        } while (after != null);

        assertThat((long) seen.size()).isEqualTo(statement.lines());
        assertThat(seen.stream().mapToLong(Long::longValue).sum()).isEqualTo(statement.closing());
        assertThatThrownBy(() -> statements.lines(farm.owner(), statement, "nonsense", 3))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("after"));
    }

    @Test
    void termsThatAreApprovedWhileSalesArePostedCountForAllSalesOfTheirDaysOrAreRefused() throws Exception {
        for (var round = 0; round < 20; round++) {
            var farm = shop.at(Terms.flat(1_000));
            var month = ago(farm, 1);
            var approval = agreements.propose(operator(farm), Terms.flat(500), month.atDay(16));
            var net = new TreeMap<Integer, Long>();

            var refusal = race(farm, month, approval.id(), round);

            var newest = agreements.of(farm.owner()).getLast().version();
            assertThat(newest).isEqualTo(refusal.isPresent() ? 1 : 2);
            refusal.ifPresent(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
            for (var sale = 0; sale < SELLERS * SALES; sale++) {
                var distribution =
                        distributions.of(farm.tenant(), "evt-" + sale).orElseThrow();
                var pricing = Objects.requireNonNull(distribution.payment().pricing());
                assertThat(pricing.agreementVersion()).isEqualTo(dayOf(sale) < 16 ? 1 : newest);
                assertThat(ledger.lines(farm.tenant(), pricing.ledgerTransaction()).stream()
                                .mapToLong(Line::minor)
                                .sum())
                        .isZero();
                net.merge(pricing.agreementVersion(), distribution.payment().grossMinor(), Long::sum);
            }
            assertThat(close(farm)).isEqualTo(month);
            assertThat(sums(farm, month, 1))
                    .isEqualTo(ExactMonth.due(0, net.getOrDefault(1, 0L), List.of(new Step(0, 1_000)), 0));
            assertThat(sums(farm, month, 2))
                    .isEqualTo(ExactMonth.due(0, net.getOrDefault(2, 0L), List.of(new Step(0, 500)), 0));
        }
        assertThat(movements.areBalanced()).isTrue();
    }

    private static final int SELLERS = 3;
    private static final int SALES = 6;

    private static int dayOf(int sale) {
        return sale % 2 == 0 ? 15 : 16;
    }

    /** Sells around the first day of the terms while they are approved, a little later in each round; returns the refusal. */
    private Optional<DomainException> race(Fixtures.Business farm, YearMonth month, ApprovalId approval, int round)
            throws Exception {
        var start = new CyclicBarrier(SELLERS + 1);
        try (var pool = Executors.newFixedThreadPool(SELLERS + 1)) {
            var selling = new ArrayList<Future<?>>();
            for (var seller = 0; seller < SELLERS; seller++) {
                var first = seller * SALES;
                selling.add(pool.submit(() -> {
                    start.await();
                    for (var sale = first; sale < first + SALES; sale++) {
                        var at = shop.noon(farm, month.atDay(dayOf(sale)));
                        shop.sell(farm, "evt-" + sale, 1_009 + sale, "USD", at, HeldBy.PLATFORM);
                    }
                    return null;
                }));
            }
            var approving = pool.submit(() -> {
                start.await();
                Thread.sleep(round);
                try {
                    approvals.decide(farm.owner(), approval, Verdict.APPROVE, null, null);
                    return Optional.<DomainException>empty();
                } catch (DomainException refused) {
                    return Optional.of(refused);
                }
            });
            for (var seller : selling) {
                seller.get();
            }
            return approving.get();
        }
    }

    /** Every account of the book: closing is the next opening, lines add up, and each line that belongs to a payment names it. */
    private void chained(Actor operator, YearMonth... months) {
        var closings = new HashMap<String, Long>();
        for (var month : months) {
            for (var statement : statements.list(operator, month)) {
                var account = statement.account().toString();
                assertThat(statement.opening()).as(account).isEqualTo(closings.getOrDefault(account, 0L));
                var lines = lines(operator, statement);
                assertThat((long) lines.size()).isEqualTo(statement.lines());
                assertThat(lines.stream().mapToLong(Statement.Entry::minor).sum())
                        .isEqualTo(statement.closing() - statement.opening());
                assertThat(lines)
                        .allMatch(line -> line.eventId() != null || line.because() != null)
                        .allMatch(line -> line.at().isBefore(statement.to().until()));
                closings.put(account, statement.closing());
            }
        }
        assertThat(closings.values().stream().mapToLong(Long::longValue).sum()).isZero();
    }

    private List<Statement.Entry> lines(Actor actor, Statement statement) {
        var lines = new ArrayList<Statement.Entry>();
        statements.eachLine(actor, statement, lines::add);
        return lines;
    }

    private Statement statement(Fixtures.Business business, YearMonth month) {
        return statements.get(business.owner(), month, PartyAccounts.tenant(tenants.get(business.tenant()), USD));
    }

    /** What the ledger says that everybody has of a part of a month: its payments, their refunds, and the true-up. */
    private Map<Party, Long> sums(Fixtures.Business business, YearMonth month, int version) {
        var tenant = business.tenant();
        var transactions = new ArrayList<UUID>();
        payments(business).stream()
                .map(event -> distributions.of(tenant, event).orElseThrow())
                .filter(sale -> version == sale.agreement().version())
                .forEach(sale -> {
                    var pricing = Objects.requireNonNull(sale.payment().pricing());
                    if (pricing.month().equals(month.atDay(1))) {
                        transactions.add(pricing.ledgerTransaction());
                    }
                    sale.refunds().stream()
                            .filter(refund -> month.atDay(1).equals(refund.month()))
                            .map(Refund::ledgerTransaction)
                            .forEach(transactions::add);
                });
        trueUps(business, month).stream()
                .filter(each -> each.version() == version && !each.isNothing())
                .map(MonthTrueUp::ledgerTransaction)
                .forEach(transactions::add);

        var sums = new TreeMap<Party, Long>();
        for (var party : Party.values()) {
            sums.put(party, 0L);
        }
        for (var transaction : transactions) {
            for (var line : ledger.lines(tenant, Objects.requireNonNull(transaction))) {
                var type = line.account().type();
                if (!type.equals(PartyAccounts.CLEARING)) {
                    var party = Party.valueOf(PartyAccounts.partyOf(type).toUpperCase(Locale.ROOT));
                    sums.merge(party, line.minor(), Long::sum);
                }
            }
        }
        return sums;
    }

    private List<String> payments(Fixtures.Business business) {
        return tx.read(
                Scope.of(business.tenant()),
                () -> jdbc.sql("select event_id from revenue.payment where tenant_id = ? and currency = 'USD'")
                        .param(business.tenant().value())
                        .query((rs, row) -> rs.getString(1))
                        .list());
    }

    private List<MonthTrueUp> trueUps(Fixtures.Business business, YearMonth month) {
        return statements.trueUps(business.owner(), month);
    }

    private List<String> texts(Fixtures.Business business) {
        return shop.said(business).stream().map(Message::text).toList();
    }

    private YearMonth ago(Fixtures.Business business, int months) {
        return YearMonth.from(shop.today(business)).minusMonths(months);
    }

    private void sell(Fixtures.Business business, String event, long amount, YearMonth month) {
        var day = month.equals(YearMonth.from(shop.today(business))) ? month.atDay(1) : month.atDay(11);
        shop.sell(business, event, amount, "USD", shop.noon(business, day), HeldBy.PLATFORM);
    }

    private YearMonth close(Fixtures.Business business) {
        var process = begin(business);
        var month = YearMonth.parse(process.key());
        assertThat(process.workflowId()).isEqualTo(business.slug() + "/month-close/" + month);
        run(business, process, month);
        return month;
    }

    private void run(Fixtures.Business business, ProcessStatus process, YearMonth month) {
        assertThat(months.isSettled(business.tenant(), process.id(), month)).isTrue();
        assertThat(monthEnds.close(business.tenant(), process.id(), month)).startsWith("closed, ");
    }

    private ProcessStatus begin(Fixtures.Business business) {
        return months.begin(business.tenant()).orElseThrow();
    }

    private boolean begun(Fixtures.Business business) {
        return months.begin(business.tenant()).isPresent();
    }

    private static Actor operator(Fixtures.Business business) {
        return new Actor(new PersonId(Ids.next()), business.tenant(), "Opal Operator", true);
    }
}
