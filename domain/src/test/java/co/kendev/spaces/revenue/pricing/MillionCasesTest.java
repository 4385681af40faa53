package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A million random cases against exact fractions; another seed with {@code -Dspaces.pricing.seed}. */
class MillionCasesTest {
    private static final long SEED = Long.getLong("spaces.pricing.seed", 20_261_126);
    private static final int DIVISIONS = 940_000;
    private static final int REFUND_SEQUENCES = 60_000;

    @BeforeAll
    static void tellTheSeed(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(SEED));
    }

    @Test
    void divisionsAreExactAndLoseNothing() {
        var random = new RandomSales(SEED);

        for (var i = 0; i < DIVISIONS; i++) {
            var weights = random.weights();
            var total = random.upTo(Amounts.MAX) * (random.below(8) == 0 ? -1 : 1);

            var parts = LargestRemainder.split(total, weights);

            var exact =
                    Arrays.stream(ByFractions.apportion(total, weights)).boxed().toList();
            if (!parts.equals(exact)
                    || parts.stream().mapToLong(Long::longValue).sum() != total) {
                assertThat(parts)
                        .as("seed %d, case %d: %d by %s", SEED, i, total, weights)
                        .isEqualTo(exact);
            }
        }
    }

    @Test
    void salesAndTheirRefundsAreExactInAnyOrderAndEndInNothing() {
        var random = new RandomSales(SEED);

        for (var i = 0; i < REFUND_SEQUENCES; i++) {
            var currency = random.currency();
            var terms = random.terms(currency, Amounts.MAX / 10);
            var step = random.below(2);
            var sale = random.sale(currency, random.upTo(Amounts.MAX) - 1, Amounts.MAX);
            var number = i;
            Supplier<String> what =
                    () -> "seed %d, case %d: %s, step %d, %s".formatted(SEED, number, terms, step, sale);

            var priced = Pricing.price(sale, terms, step);
            same(what, priced.allocation(), sale, terms, step, sale.amounts());

            var refunds = refunds(random, sale.amounts().total());
            var balance = priced.allocation();
            var refunded = Amounts.NOTHING;
            for (var refund : refunds) {
                var reversal = refund(priced, refunded, refund);
                balance = balance.plus(reversal.change());
                refunded = refunded.plus(reversal.part());
                if (reversal.part().total() != refund || reversal.change().total() != -refund) {
                    assertThat(reversal.change().total()).as(what).isEqualTo(-refund);
                }
                same(what, balance, sale, terms, step, sale.amounts().minus(refunded));
            }

            Collections.shuffle(refunds, new Random(i));
            var otherwise = Amounts.NOTHING;
            for (var refund : refunds) {
                otherwise = otherwise.plus(refund(priced, otherwise, refund).part());
            }
            assertThat(otherwise.equals(refunded)).as(what).isTrue();

            var rest = sale.amounts().total() - refunded.total();
            if (rest > 0) {
                balance = balance.plus(refund(priced, refunded, rest).change());
            }
            assertThat(balance.parts().isEmpty()).as(what).isTrue();
        }
    }

    private static List<Long> refunds(RandomSales random, long paid) {
        var refunds = new ArrayList<Long>();
        var rest = paid;
        for (var i = random.below(3); i >= 0 && rest > 0; i--) {
            refunds.add(random.upTo(rest));
            rest -= refunds.getLast();
        }
        return refunds;
    }

    private static Reversal refund(PricedSale sale, Amounts refunded, long amount) {
        var paid = sale.sale().amounts();
        var part = Refunding.part(paid, refunded, sale.sale().currency(), amount, null, null);
        return Refunding.reverse(sale.division(), paid, refunded, part);
    }

    private static void same(Supplier<String> what, Allocation actual, Sale sale, Terms terms, int step, Amounts left) {
        var exact = ByFractions.divide(sale, terms, step, left);
        if (!actual.parts().equals(exact) || actual.total() != left.total()) {
            assertThat(actual.parts()).as(what).isEqualTo(exact);
        }
    }
}
