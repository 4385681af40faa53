package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.agents.Provider;
import co.kendev.spaces.agents.Purpose;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Rollup;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.RandomSales;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Random payments and refunds through the database against the arithmetic alone: every line of every transaction, every true-up of
 * every month, and the trial balance. {@code -Dspaces.books.cases} says how many, {@code -Dspaces.books.seed} which.
 */
@DomainTest
// so many rows are in the way of what others count
@TestPropertySource(properties = "spaces.test=random-books")
class RandomBooksTest {
    private static final long SEED = Long.getLong("spaces.books.seed", 20_261_126);
    private static final int CASES = Integer.getInteger("spaces.books.cases", 1_200);
    private static final int CASES_OF_A_BUSINESS = 400;
    private static final int ROUND_MAX = 80;
    private static final int DAYS = 70;
    private static final long AMOUNT_MAX = 10_000_000_000L;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Shop shop;

    @Autowired
    Agents agents;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    Statements statements;

    @Autowired
    Ledger ledger;

    @Autowired
    Rollup rollup;

    @Autowired
    Tenants tenants;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Test
    void everyLineIsWhatTheArithmeticSaysAndAllOfThemAreZero(TestReporter reporter) {
        var random = new RandomSales(SEED);
        var known = new ArrayList<String>();
        var cases = 0;
        var refused = 0;
        while (cases < CASES) {
            var business = new Selling(random, List.copyOf(known));
            business.sell();
            business.compare();
            business.closeMonths();
            // what an application does all the time
            while (rollup.roll() > 0) {}
            cases += business.recorded;
            refused += business.refused;
            known.add(business.farm.slug());
        }

        var balance = ledger.trialBalance(new Actor(new PersonId(Ids.next()), Actor.NOWHERE, "Opal Operator", true));
        assertThat(balance)
                .hasSize(RandomSales.CURRENCIES.size())
                .allSatisfy(line -> assertThat(line.debit()).isPositive().isEqualTo(line.credit()));
        reporter.publishEntry(Map.of(
                "seed", Long.toString(SEED),
                "cases", Integer.toString(cases),
                "businesses", Integer.toString(known.size()),
                "refused", Integer.toString(refused),
                "trial balance", balance.toString()));
    }

    /** One business, its random agreements, and what is sold and taken back there. */
    private final class Selling {
        private final RandomSales random;
        private final Random order;
        private final Fixtures.Business farm;
        private final LocalDate first;
        private final PureBook book;

        private final List<Sale> sales = new ArrayList<>();
        /** Announced by a refund, not yet recorded themselves. */
        private final List<Sale> coming = new ArrayList<>();

        private final Queue free = new Queue();
        private final Map<String, Queue> runs = new LinkedHashMap<>();
        private final Map<String, List<Return>> waiting = new HashMap<>();
        private int recorded;
        private int refused;
        private int written;

        Selling(RandomSales random, List<String> referrers) {
            this.random = random;
            this.order = new Random(random.below(Integer.MAX_VALUE));
            this.farm = fixtures.aBusiness();
            this.first = shop.today(farm).minusDays(DAYS);
            this.book = new PureBook(farm.slug(), tenants.get(farm.tenant()).timeZone());
            for (var i = 0; i < 3; i++) {
                agents.add(
                        farm.tenant(),
                        farm.space(),
                        "agent-" + i,
                        "Agent " + i,
                        Purpose.GENERAL_BUSINESS,
                        Provider.OFFLINE,
                        "Works on sales");
            }
            agree(terms(referrers), first);
            for (var i = 1 + random.below(3); i > 0; i--) {
                agree(terms(referrers), first.plusDays(1 + random.below(DAYS - 1)));
            }
        }

        private void agree(Terms terms, LocalDate from) {
            shop.agree(farm, terms, from);
            book.agree(terms, from);
        }

        private Terms terms(List<String> referrers) {
            var drawn = random.terms(RandomSales.CURRENCIES.getFirst(), AMOUNT_MAX);
            var bands = new ArrayList<Band>();
            for (var currency : RandomSales.CURRENCIES) {
                bands.addAll(random.terms(currency, AMOUNT_MAX).volume());
            }
            var referral = drawn.referral() == null || referrers.isEmpty()
                    ? null
                    : new Referral(
                            referrers.get(random.below(Math.min(3, referrers.size()))),
                            List.of(
                                    new Referral.Step(1, random.below(10_001)),
                                    new Referral.Step(null, random.below(10_001))));
            return new Terms(
                    drawn.shareBps(),
                    bands,
                    referral,
                    random.below(60),
                    drawn.partners(),
                    null,
                    drawn.subsidyPercent());
        }

        void sell() {
            while (recorded < CASES_OF_A_BUSINESS) {
                var apart = random.below(3) == 0;
                for (var i = 1 + random.below(ROUND_MAX); i > 0; i--) {
                    var event = next();
                    if (apart || random.below(20) == 0) {
                        dispatch(event);
                    }
                }
                post();
            }
            for (var sale : List.copyOf(coming)) {
                record(sale);
            }
            post();
        }

        /** Returns the event that something was reported of. */
        private String next() {
            var kind = random.below(20);
            if (kind == 0) {
                var sale = draw();
                coming.add(sale);
                // now and then more than was paid, which is seen only when the payment comes
                var tooMuch = random.below(25) == 0;
                sale.left = tooMuch ? 0 : sale.left;
                give(sale, tooMuch ? sale.order.amountMinor() + 1 : random.upTo(sale.left), null, null);
                return sale.order.eventId();
            }
            if (kind == 1 && !coming.isEmpty()) {
                var sale = coming.get(random.below(coming.size()));
                record(sale);
                return sale.order.eventId();
            }
            if (kind < 8 && !sales.isEmpty()) {
                var sale = sales.get(random.below(sales.size()));
                if (sale.left > 0) {
                    takeBack(sale);
                    return sale.order.eventId();
                }
            }
            var sale = draw();
            record(sale);
            return sale.order.eventId();
        }

        private Sale draw() {
            var drawn = random.sale(random.currency(), 0, AMOUNT_MAX);
            var at = shop.noon(farm, first.plusDays(random.below(DAYS))).plusSeconds(random.below(80_000) - 40_000);
            return new Sale(new PaymentOrder(
                    "evt-" + ++written,
                    drawn.amounts().total(),
                    drawn.currency().getCurrencyCode(),
                    at,
                    random.below(4) == 0 ? HeldBy.TENANT : HeldBy.PLATFORM,
                    null,
                    drawn.amounts().tax(),
                    drawn.amounts().shipping(),
                    drawn.contributions(),
                    null));
        }

        private void record(Sale sale) {
            coming.remove(sale);
            payments.record(farm.owner(), sale.order);
            recorded++;
            sales.add(sale);
            free.payments.add(sale.order);
        }

        /** All of it, a part, or so much of each of its amounts. */
        private void takeBack(Sale sale) {
            if (random.below(4) > 0) {
                give(sale, random.below(4) == 0 ? sale.left : random.upTo(sale.left), null, null);
                return;
            }
            var tax = some(sale.order.taxMinor());
            var shipping = some(sale.order.shippingMinor());
            var gross = some(sale.order.amountMinor() - sale.order.taxMinor() - sale.order.shippingMinor());
            var amount = gross + tax + shipping;
            if (amount > 0 && amount <= sale.left) {
                give(sale, amount, tax, shipping);
            }
        }

        private long some(long most) {
            return most == 0 || random.below(2) == 0 ? 0 : random.upTo(most);
        }

        private void give(Sale sale, long amount, @Nullable Long tax, @Nullable Long shipping) {
            var event = sale.order.eventId();
            var refund = new RefundOrder(event, "r" + ++written, amount, null, "brought back", tax, shipping);
            sale.named |= tax != null;
            Refund.State state;
            try {
                state = payments.refund(farm.owner(), refund).value().state();
            } catch (DomainException overTheRest) {
                assertThat(sale.named)
                        .as("without a word of tax and shipping it always fits: %s", refund)
                        .isTrue();
                refused++;
                return;
            }
            recorded++;
            sale.left = Math.max(0, sale.left - amount);
            var back = new Return(written, refund);
            if (state == Refund.State.WAITING) {
                waiting.computeIfAbsent(event, key -> new ArrayList<>()).add(back);
            } else {
                free.returns.add(back);
            }
        }

        /** Gives what is queued of an event to a run of its own, which posts later and in any order. */
        private void dispatch(String event) {
            for (var run : distributions.dispatch(farm.tenant(), event)) {
                runs.computeIfAbsent(run.workflowId(), id -> free.take(event));
            }
        }

        private void post() {
            distributions.gather(farm.tenant()).ifPresent(run -> runs.put(run.workflowId(), free.takeAll()));
            assertThat(distributions.gather(farm.tenant())).isEmpty();
            var ids = new ArrayList<>(runs.keySet());
            Collections.shuffle(ids, order);
            for (var id : ids) {
                var outcome = distributions.post(farm.tenant(), id);
                var expected = post(Objects.requireNonNull(runs.remove(id)));
                assertThat(outcome.refused()).as(this::toString).isEqualTo(expected.refused);
                assertThat(outcome.posted()).as(this::toString).isEqualTo(expected.posted);
                refused += expected.refused;
            }
        }

        private Counted post(Queue run) {
            var counted = new Counted();
            var returns = new ArrayList<>(run.returns);
            for (var payment : run.payments) {
                book.post(payment);
                counted.posted++;
                var woken = waiting.remove(payment.eventId());
                returns.addAll(woken == null ? List.of() : woken);
            }
            returns.sort(Comparator.comparingInt(Return::number));
            for (var back : returns) {
                var event = back.order.eventId();
                if (!book.knows(event)) {
                    waiting.computeIfAbsent(event, key -> new ArrayList<>()).add(back);
                } else if (book.post(back.order)) {
                    counted.posted++;
                } else {
                    counted.refused++;
                }
            }
            return counted;
        }

        /** Line by line; what the platform carries for an empty Justice Fund counts as the fund's. */
        void compare() {
            var found = new TreeMap<String, List<String>>();
            JdbcClient.create(owner).sql("""
                            select t.key, case when p.kind = 'cover' then 'justice fund'
                                else a.type || ' ' || a.owner || coalesce(' of ' || o.slug, '') end as account,
                              a.currency, sum(p.minor) as minor
                            from ledger.transaction t
                            join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
                            join ledger.account a on a.id = p.account_id
                            left join platform.tenant o on o.id = a.tenant_id
                            where t.tenant_id = ?
                            group by t.key, account, a.currency, case when a.type = 'justice' or p.kind = 'cover' then 0 else p.line end
                            """).param(farm.tenant().value()).query(rs -> {
                found.computeIfAbsent(rs.getString("key"), key -> new ArrayList<>())
                        .add(rs.getString("account") + " " + rs.getString("currency") + " " + rs.getLong("minor"));
            });
            found.values().forEach(lines -> lines.sort(null));

            assertThat(found.keySet())
                    .as(this::toString)
                    .isEqualTo(book.transactions().keySet());
            book.transactions().forEach((key, lines) -> {
                if (!lines.equals(found.get(key))) {
                    assertThat(found.get(key)).as("%s: %s", this, key).isEqualTo(lines);
                }
            });
        }

        void closeMonths() {
            var closed = 0;
            for (var begun = months.begin(farm.tenant());
                    begun.isPresent();
                    begun = months.begin(farm.tenant()), closed++) {
                var process = begun.get().id();
                var month = YearMonth.parse(begun.get().key());
                assertThat(months.isSettled(farm.tenant(), process, month)).isTrue();
                monthEnds.close(farm.tenant(), process, month);
                compare(month);
            }
            assertThat(closed).isPositive();
        }

        private void compare(YearMonth month) {
            var wanted = new ArrayList<String>();
            for (var currency : RandomSales.CURRENCIES) {
                book.close(month, currency)
                        .forEach(each -> wanted.add(
                                currency + " " + each.version() + "/" + each.step() + " " + each.volumeBefore() + " "
                                        + each.netGross() + " " + each.due() + carried(each.change())));
            }
            var found = new ArrayList<String>();
            for (var each : statements.trueUps(farm.owner(), month)) {
                found.add(each.currency() + " " + each.version() + "/" + each.step() + " " + each.volumeBefore() + " "
                        + each.netGross() + " " + each.due() + carried(each.change()));
            }
            assertThat(found).as("%s, %s", this, month).containsExactlyInAnyOrderElementsOf(wanted);
        }

        /** The platform carries what the fund cannot. */
        private static Allocation carried(Allocation change) {
            var justice = change.of(Party.JUSTICE);
            return change.plus(Allocation.of(Map.of(Recipient.JUSTICE_FUND, -justice, Recipient.PLATFORM, justice)));
        }

        @Override
        public String toString() {
            return "seed " + SEED + ", " + farm.slug();
        }
    }

    private static final class Sale {
        private final PaymentOrder order;
        private long left;
        /** Whether a refund of it said how much of it was tax and shipping. */
        private boolean named;

        Sale(PaymentOrder order) {
            this.order = order;
            this.left = order.amountMinor();
        }
    }

    /** A refund with its place in the order in which they were reported. */
    private record Return(int number, RefundOrder order) {}

    private static final class Counted {
        private int posted;
        private int refused;
    }

    /** What one run posts, as it was reported. */
    private static final class Queue {
        private final List<PaymentOrder> payments = new ArrayList<>();
        private final List<Return> returns = new ArrayList<>();

        private Queue take(String event) {
            var taken = new Queue();
            payments.removeIf(payment -> payment.eventId().equals(event) && taken.payments.add(payment));
            returns.removeIf(back -> back.order.eventId().equals(event) && taken.returns.add(back));
            return taken;
        }

        private Queue takeAll() {
            var taken = new Queue();
            taken.payments.addAll(payments);
            taken.returns.addAll(returns);
            payments.clear();
            returns.clear();
            return taken;
        }
    }
}
