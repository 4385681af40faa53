package co.kendev.spaces.revenue.pricing;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Terms and sales of every size, the small ones as often as the large. */
public final class RandomSales {
    static final Currency USD = Currency.getInstance("USD");
    public static final List<Currency> CURRENCIES =
            List.of(USD, Currency.getInstance("JPY"), Currency.getInstance("KWD"));

    private final SplittableRandom random;

    public RandomSales(long seed) {
        random = new SplittableRandom(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 1 on; as likely between 1 and 10 as in the highest decade. */
    public long upTo(long most) {
        var magnitude = Math.pow(most, random.nextDouble());
        return Math.clamp((long) (magnitude * random.nextDouble(0.5, 1.5)), 1, most);
    }

    public Currency currency() {
        return CURRENCIES.get(below(CURRENCIES.size()));
    }

    /** @param bands up to where discounts may begin */
    public Terms terms(Currency currency, long bands) {
        var share = 300 + below(1_201);
        var volume = new ArrayList<Band>();
        var from = 0L;
        var bps = 1_500;
        for (var i = below(4); i > 0; i--) {
            from += upTo(bands);
            bps -= below(bps - 299);
            volume.add(new Band(currency, Math.min(from, Amounts.MAX - i), bps));
        }
        return Terms.flat(share)
                .withVolume(volume)
                .withReferral(
                        below(2) == 0
                                ? null
                                : new Referral(
                                        "desert-digital",
                                        List.of(
                                                new Referral.Step(12, below(10_001)),
                                                new Referral.Step(null, below(10_001)))))
                .withPartners(IntStream.range(0, below(4))
                        .mapToObj(i -> new Partner("partner " + i, 1 + below(9)))
                        .toList());
    }

    public Sale sale(Currency currency, long volumeBefore, long most) {
        var amount = upTo(most);
        var tax = below(3) == 0 ? upTo(amount) : 0;
        var shipping = below(3) == 0 && tax < amount ? upTo(amount - tax) : 0;
        return new Sale(Amounts.of(amount, tax, shipping), currency, volumeBefore, contributions());
    }

    List<Contribution> contributions() {
        return IntStream.range(0, below(4))
                .mapToObj(i -> new Contribution("agent-" + i, 1 + below(12)))
                .toList();
    }

    List<Long> weights() {
        var weights = new ArrayList<Long>();
        for (var i = below(7); i >= 0; i--) {
            weights.add(below(6) == 0 ? 0L : upTo(below(4) == 0 ? Long.MAX_VALUE : 10_000));
        }
        if (weights.stream().allMatch(weight -> weight == 0)) {
            weights.set(0, 1L);
        }
        return weights;
    }
}
