package co.kendev.spaces.revenue.pricing;

import static co.kendev.spaces.revenue.pricing.PricingTest.HAYS;
import static co.kendev.spaces.revenue.pricing.PricingTest.USD;
import static co.kendev.spaces.revenue.pricing.PricingTest.fourWays;
import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.revenue.pricing.ByFractions.Fraction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrueUpTest {
    private static final long SEED = Long.getLong("spaces.pricing.seed", 20_261_126);
    private static final int MONTHS = 1_500;

    @Test
    void giveSmallSalesWhatOneLargeSaleWouldHaveGiven() {
        var month = new Month();
        for (var i = 0; i < 1_000; i++) {
            month.sell(1, Terms.flat(500), 0, 20, List.of());
        }
        assertThat(fourWays(month.posted(1, 0))).isEqualTo("1000/0/0/0");

        var correction = month.close().getFirst();

        assertThat(fourWays(correction.due())).isEqualTo("500/300/150/50");
        assertThat(fourWays(correction.change())).isEqualTo("-500/300/150/50");
        assertThat(correction.change().total()).isZero();
    }

    @Test
    void mendWhatARefundDidToTheVolume() {
        var terms = Terms.flat(800).withVolume(List.of(new Band(USD, 1_000_000, 600)));
        var month = new Month();
        var first = month.sell(1, terms, 0, 900_000, List.of());
        month.sell(1, terms, 0, 500_000, List.of());
        month.refund(first, 900_000);
        // the second sale was priced as if the first still stood
        assertThat(month.posted(1, 0).share()).isEqualTo(32_000);

        var correction = month.close().getFirst();

        assertThat(correction.slices()).containsExactly(new Slice(800, 500_000));
        assertThat(correction.due().share()).isEqualTo(40_000);
        assertThat(correction.change().of(Party.TENANT)).isEqualTo(-8_000);
        assertThat(fourWays(correction.change())).isEqualTo("4000/2400/1200/400");
    }

    @Test
    void runTheBandsOnAcrossVersions() {
        var old = Terms.flat(800).withVolume(List.of(new Band(USD, 1_000_000, 600)));
        var month = new Month();
        month.sell(1, old, 0, 800_000, List.of());
        month.sell(2, Terms.standard(USD), 0, 400_000, List.of());
        // in whatever order they are asked for
        Collections.reverse(month.events);

        var corrections = month.close();

        assertThat(corrections).extracting(Correction::version).containsExactly(1, 2);
        assertThat(corrections.getFirst().slices()).containsExactly(new Slice(800, 800_000));
        assertThat(corrections.getLast().volumeBefore()).isEqualTo(800_000);
        assertThat(corrections.getLast().slices()).containsExactly(new Slice(500, 200_000), new Slice(450, 200_000));
        assertThat(corrections).extracting(Correction::change).containsOnly(Allocation.NOTHING);
    }

    @Test
    void giveEveryAgentTheirExactWork() {
        var month = new Month();
        var both = List.of(new Contribution("claude", 2), new Contribution("gemini", 1));
        for (var i = 0; i < 300; i++) {
            month.sell(1, Terms.flat(500), 0, 20, both);
        }
        month.sell(1, Terms.flat(500), 0, 2_000, List.of());

        var due = month.close().getFirst().due();

        // 300 of the 400 units of share are behind the work, two thirds of it claude's
        assertThat(due.of(Party.AI)).isEqualTo(60);
        assertThat(due.of(Recipient.agent("claude"))).isEqualTo(30);
        assertThat(due.of(Recipient.agent("gemini"))).isEqualTo(15);
        assertThat(due.of(Recipient.AI_FUND)).isEqualTo(15);
    }

    @Test
    void takeBackWhereRefundsOutweighSales() {
        var lastMonth = Pricing.price(PricingTest.sale(123_456, USD), HAYS, 0);
        var back = Refunding.reverse(
                lastMonth.division(),
                lastMonth.sale().amounts(),
                Amounts.NOTHING,
                lastMonth.sale().amounts());

        var correction = TrueUp.close(
                        USD, List.of(new MonthPart(1, 0, HAYS, List.of(new Work(List.of(), -123_456)), back.change())))
                .getFirst();

        assertThat(correction.share()).isEqualTo(-9_876);
        assertThat(fourWays(correction.due())).isEqualTo("-3456/-2074/-1037/-346");
        assertThat(correction.change()).isEqualTo(Allocation.NOTHING);
    }

    @Test
    void leaveAgentsTheirPartsWhereSalesAndRefundsCancelOut() {
        var terms = Terms.flat(500).withReferral(PricingTest.OPEN_ENDED);
        var byClaude = new Work(List.of(new Contribution("claude", 1)), 100_000);
        var ofGemini = new Work(List.of(new Contribution("gemini", 3)), -100_000);
        var posted = new TreeMap<Recipient, Long>();
        posted.put(Recipient.agent("claude"), 525L);
        posted.put(Recipient.agent("gemini"), -525L);

        var correction = TrueUp.close(
                        USD, List.of(new MonthPart(1, 0, terms, List.of(byClaude, ofGemini), new Allocation(posted))))
                .getFirst();

        assertThat(correction.netGross()).isZero();
        assertThat(correction.due()).isEqualTo(new Allocation(posted));
        assertThat(correction.change()).isEqualTo(Allocation.NOTHING);
    }

    @Test
    void leaveTaxAndShippingAlone() {
        var sale = Pricing.price(new Sale(Amounts.of(1_000, 100, 50), USD, 0, List.of()), HAYS, 0);

        var correction = TrueUp.close(
                        USD, List.of(new MonthPart(1, 0, HAYS, List.of(new Work(List.of(), 850)), sale.allocation())))
                .getFirst();

        assertThat(correction.change()).isEqualTo(Allocation.NOTHING);
    }

    @Test
    void equalTheMonthComputedIndependentlyAndAreDoneOnce() {
        for (var i = 0; i < MONTHS; i++) {
            var what = "seed %d, month %d".formatted(SEED, i);
            var month = Month.random(new RandomSales(SEED + i));

            var corrections = month.close();

            var volume = 0L;
            for (var correction : corrections) {
                var part = month.part(correction.version(), correction.step());
                assertThat(correction.due()).as(what).isEqualTo(exactly(part, volume));
                assertThat(correction.change().total()).as(what).isZero();
                volume += part.netGross();
                month.post(correction);
                assertThat(month.posted(correction.version(), correction.step()).withoutTaxAndShipping())
                        .as(what)
                        .isEqualTo(correction.due());
            }
            assertThat(month.close()).as(what).extracting(Correction::change).containsOnly(Allocation.NOTHING);
        }
    }

    private static Allocation exactly(MonthPart part, long volume) {
        var gross = part.netGross();
        var share = ByFractions.share(part.terms(), USD, volume, volume + gross).nearest();
        var parts = new HashMap<Recipient, Long>();
        var ai = ByFractions.divideShare(gross, share, part.terms(), part.step(), parts);

        var behind = new TreeMap<String, Fraction>();
        var nobody = Fraction.of(0, 1);
        for (var work : part.work()) {
            var weights = work.contributions().stream()
                    .mapToLong(Contribution::weight)
                    .sum();
            for (var contribution : work.contributions()) {
                behind.merge(
                        contribution.agent(),
                        Fraction.of(work.netGross(), weights).times(contribution.weight()),
                        Fraction::plus);
            }
            if (work.contributions().isEmpty()) {
                nobody = nobody.plus(Fraction.of(work.netGross(), 1));
            }
        }
        var recipients = new ArrayList<Recipient>();
        var quotas = new ArrayList<Fraction>();
        behind.forEach((agent, fraction) -> {
            recipients.add(Recipient.agent(agent));
            quotas.add(fraction);
        });
        recipients.add(Recipient.AI_FUND);
        quotas.add(nobody);
        var ofEach = gross == 0
                ? ByFractions.share(part.terms(), USD, volume, volume + 1)
                        .times(Fraction.of(10_000 - referrerBps(part), 10_000))
                        .times(Fraction.of(3, 20))
                : Fraction.of(gross < 0 ? -ai : ai, Math.abs(gross));
        quotas.replaceAll(ofEach::times);
        var split = ByFractions.apportion(ai, quotas.toArray(Fraction[]::new));
        for (var i = 0; i < split.length; i++) {
            parts.put(recipients.get(i), split[i]);
        }
        return Allocation.of(parts);
    }

    private static int referrerBps(MonthPart part) {
        var referral = part.terms().referral();
        return referral == null ? 0 : referral.terms().get(part.step()).bps();
    }

    /** A month as it is lived: every event posted at once, on the volume of that moment. */
    private static final class Month {
        private final List<Event> events = new ArrayList<>();
        private final List<Correction> corrections = new ArrayList<>();
        private long volume;

        private record Event(
                int version, int step, Terms terms, List<Contribution> by, long gross, Allocation posted) {}

        private record Sold(int version, int step, Terms terms, PricedSale sale, List<Amounts> refunds) {
            Amounts refunded() {
                return refunds.stream().reduce(Amounts.NOTHING, Amounts::plus);
            }
        }

        /** Bands, refunds, some of them late, a change of terms in the middle, a step of the referral. */
        static Month random(RandomSales random) {
            var month = new Month();
            var sold = new ArrayList<Sold>();
            var versions = 1 + random.below(3);
            for (var version = 1; version <= versions; version++) {
                var terms = random.terms(USD, 300_000);
                for (var step = 0; step < (terms.referral() == null ? 1 : 2); step++) {
                    for (var i = 1 + random.below(20); i > 0; i--) {
                        var sale = random.sale(USD, month.volume, random.below(2) == 0 ? 200 : 100_000);
                        sold.add(month.sell(version, terms, step, sale));
                        if (random.below(10) == 0) {
                            month.refundOfAnEarlierMonth(version, terms, step, sale);
                        }
                        if (random.below(3) == 0) {
                            var any = sold.get(random.below(sold.size()));
                            var rest = any.sale()
                                    .sale()
                                    .amounts()
                                    .minus(any.refunded())
                                    .total();
                            if (rest > 0) {
                                month.refund(any, random.upTo(rest));
                            }
                        }
                    }
                }
            }
            Collections.shuffle(month.events, new Random(versions));
            return month;
        }

        Sold sell(int version, Terms terms, int step, long gross, List<Contribution> by) {
            return sell(version, terms, step, new Sale(Amounts.of(gross, 0, 0), USD, volume, by));
        }

        private Sold sell(int version, Terms terms, int step, Sale sale) {
            var priced = Pricing.price(sale, terms, step);
            var gross = sale.amounts().gross();
            events.add(new Event(version, step, terms, sale.contributions(), gross, priced.allocation()));
            volume += gross;
            return new Sold(version, step, terms, priced, new ArrayList<>());
        }

        void refund(Sold sold, long amount) {
            var paid = sold.sale().sale().amounts();
            var part = Refunding.part(paid, sold.refunded(), USD, amount, null, null);
            var change = Refunding.reverse(sold.sale().division(), paid, sold.refunded(), part)
                    .change();
            sold.refunds().add(part);
            events.add(new Event(
                    sold.version(),
                    sold.step(),
                    sold.terms(),
                    sold.sale().sale().contributions(),
                    -part.gross(),
                    change));
            volume -= part.gross();
        }

        private void refundOfAnEarlierMonth(int version, Terms terms, int step, Sale sale) {
            var change =
                    Allocation.NOTHING.minus(Pricing.price(sale, terms, step).allocation());
            var gross = sale.amounts().gross();
            events.add(new Event(version, step, terms, sale.contributions(), -gross, change));
            volume -= gross;
        }

        void post(Correction correction) {
            corrections.add(correction);
        }

        Allocation posted(int version, int step) {
            var posted = Allocation.NOTHING;
            for (var event : events) {
                posted = event.version() == version && event.step() == step ? posted.plus(event.posted()) : posted;
            }
            for (var correction : corrections) {
                posted = correction.version() == version && correction.step() == step
                        ? posted.plus(correction.change())
                        : posted;
            }
            return posted;
        }

        MonthPart part(int version, int step) {
            @Nullable Terms terms = null;
            var work = new ArrayList<Work>();
            for (var event : events) {
                if (event.version() == version && event.step() == step) {
                    terms = event.terms();
                    work.add(new Work(event.by(), event.gross()));
                }
            }
            return new MonthPart(version, step, Objects.requireNonNull(terms), work, posted(version, step));
        }

        List<Correction> close() {
            var parts = events.stream()
                    .map(event -> List.of(event.version(), event.step()))
                    .distinct()
                    .map(key -> part(key.get(0), key.get(1)))
                    .toList();
            return TrueUp.close(USD, parts);
        }
    }
}
