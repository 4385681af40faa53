package co.kendev.spaces.revenue.pricing;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of revenue once more, in exact fractions and written differently, to hold the arithmetic against. */
final class ByFractions {
    private ByFractions() {}

    /** Exactly one number over another, never reduced. */
    record Fraction(BigInteger over, BigInteger under) {
        static Fraction of(long over, long under) {
            return new Fraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
        }

        Fraction times(long factor) {
            return new Fraction(over.multiply(BigInteger.valueOf(factor)), under);
        }

        Fraction times(Fraction other) {
            return new Fraction(over.multiply(other.over), under.multiply(other.under));
        }

        Fraction plus(Fraction other) {
            var sum = over.multiply(other.under).add(other.over.multiply(under));
            var product = under.multiply(other.under);
            var common = sum.gcd(product).max(ONE);
            return new Fraction(sum.divide(common), product.divide(common));
        }

        /** To the nearest whole; in the very middle, to the smaller. */
        long nearest() {
            var twice = over.multiply(TWO).subtract(under);
            return -floor(twice.negate(), under.multiply(TWO)).longValueExact();
        }
    }

    /** A part gets a leftover unit if fewer others than there are units have a better claim. */
    static long[] apportion(long total, Fraction... quotas) {
        if (total < 0) {
            var mirrored = new Fraction[quotas.length];
            for (var i = 0; i < quotas.length; i++) {
                mirrored[i] = quotas[i].times(-1);
            }
            var parts = apportion(-total, mirrored);
            for (var i = 0; i < parts.length; i++) {
                parts[i] = -parts[i];
            }
            return parts;
        }

        var parts = new long[quotas.length];
        var claims = new Fraction[quotas.length];
        var left = total;
        for (var i = 0; i < quotas.length; i++) {
            var whole = floor(quotas[i].over, quotas[i].under);
            parts[i] = whole.longValueExact();
            claims[i] = new Fraction(quotas[i].over.subtract(whole.multiply(quotas[i].under)), quotas[i].under);
            left -= parts[i];
        }
        for (var i = 0; left > 0 && i < parts.length; i++) {
            var better = 0;
            for (var j = 0; j < parts.length; j++) {
                var order = compare(claims[j], claims[i]);
                better += order > 0 || (order == 0 && j < i) ? 1 : 0;
            }
            parts[i] += better < left ? 1 : 0;
        }
        return parts;
    }

    static long[] apportion(long total, List<Long> weights) {
        var sum = ZERO;
        for (var weight : weights) {
            sum = sum.add(BigInteger.valueOf(weight));
        }
        var quotas = new Fraction[weights.size()];
        for (var i = 0; i < quotas.length; i++) {
            quotas[i] = new Fraction(BigInteger.valueOf(total).multiply(BigInteger.valueOf(weights.get(i))), sum);
        }
        return apportion(total, quotas);
    }

    /** What a volume costs from nothing up: the full share, less what each discount saves beyond its beginning. */
    static Fraction cost(Terms terms, Currency currency, long volume) {
        var cost = BigInteger.valueOf(volume).multiply(BigInteger.valueOf(terms.shareBps()));
        var price = terms.shareBps();
        for (var band : terms.volume()) {
            if (band.currency().equals(currency) && band.bps() < price) {
                var beyond = BigInteger.valueOf(volume)
                        .subtract(BigInteger.valueOf(band.fromMinor()))
                        .max(ZERO);
                cost = cost.subtract(beyond.multiply(BigInteger.valueOf(price - band.bps())));
                price = band.bps();
            }
        }
        return new Fraction(cost, BigInteger.valueOf(10_000));
    }

    /** The share of the gross from one volume up to another. */
    static Fraction share(Terms terms, Currency currency, long from, long to) {
        var low = cost(terms, currency, from);
        return new Fraction(cost(terms, currency, to).over.subtract(low.over), low.under);
    }

    /** What is left of a sale, at the rate that its whole gross had. */
    static Map<Recipient, Long> divide(Sale sale, Terms terms, int step, Amounts left) {
        var gross = sale.amounts().gross();
        var whole = share(terms, sale.currency(), sale.volumeBefore(), sale.volumeBefore() + gross);
        var share = gross == 0
                ? 0
                : whole.times(left.gross()).times(Fraction.of(1, gross)).nearest();

        var parts = new HashMap<Recipient, Long>();
        parts.put(Recipient.TAX, left.tax());
        parts.put(Recipient.SHIPPING, left.shipping());
        var ai = divideShare(left.gross(), share, terms, step, parts);
        if (sale.contributions().isEmpty()) {
            parts.put(Recipient.AI_FUND, ai);
        } else {
            var agents = apportion(
                    ai, sale.contributions().stream().map(Contribution::weight).toList());
            for (var i = 0; i < agents.length; i++) {
                parts.put(Recipient.agent(sale.contributions().get(i).agent()), agents[i]);
            }
        }
        parts.values().removeIf(part -> part == 0);
        return parts;
    }

    /** All but the AI part, which it returns. */
    static long divideShare(long gross, long share, Terms terms, int step, Map<Recipient, Long> parts) {
        parts.put(Recipient.TENANT, gross - share);
        var rest = share;
        var referral = terms.referral();
        if (referral != null) {
            var bps = referral.terms().get(step).bps();
            var referred = apportion(
                    share,
                    Fraction.of(bps, 10_000).times(share),
                    Fraction.of(10_000 - bps, 10_000).times(share));
            parts.put(Recipient.referrer(referral.referrer()), referred[0]);
            rest = referred[1];
        }
        var ways = apportion(
                rest,
                Fraction.of(1, 2).times(rest),
                Fraction.of(3, 10).times(rest),
                Fraction.of(3, 20).times(rest),
                Fraction.of(1, 20).times(rest));
        parts.put(Recipient.PLATFORM, ways[0]);
        parts.put(Recipient.JUSTICE_FUND, ways[3]);
        if (terms.partners().isEmpty()) {
            parts.put(Recipient.PARTNER_POOL, ways[1]);
        } else {
            var partners = apportion(
                    ways[1], terms.partners().stream().map(Partner::weight).toList());
            for (var i = 0; i < partners.length; i++) {
                parts.put(Recipient.partner(terms.partners().get(i).name()), partners[i]);
            }
        }
        return ways[2];
    }

    private static int compare(Fraction one, Fraction other) {
        return one.over.multiply(other.under).compareTo(other.over.multiply(one.under));
    }

    /** For a divisor above zero. */
    private static BigInteger floor(BigInteger over, BigInteger under) {
        var parts = over.divideAndRemainder(under);
        return parts[1].signum() < 0 ? parts[0].subtract(ONE) : parts[0];
    }
}
