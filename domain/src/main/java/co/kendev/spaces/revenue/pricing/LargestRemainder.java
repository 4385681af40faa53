package co.kendev.spaces.revenue.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides whole units exactly: everybody gets their quota rounded down, and what is left over goes one by one to the largest
 * fractions; equal fractions are served in the order listed.
 *
 * <p>Sales, refunds and fees only divide totals of zero or more. A month in which refunds outweigh sales has negative ones: they
 * are divided as their opposite is, so that giving and taking back mirror each other.
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /** By weights of zero or more, not all of them zero; a weight of zero gets nothing. */
    public static List<Long> split(long total, List<Long> weights) {
        if (weights.stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("a weight is negative: " + weights);
        }
        var sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("no weight to divide by: " + weights);
        }

        if (total >= 0 && BigInteger.valueOf(total).multiply(sum).bitLength() < Long.SIZE) {
            return quickly(total, weights, sum.longValueExact());
        }
        var factor = BigInteger.valueOf(total);
        return split(
                weights.stream()
                        .map(weight -> factor.multiply(BigInteger.valueOf(weight)))
                        .toList(),
                sum);
    }

    /**
     * By exact quotas, which may have either sign and together are whole.
     *
     * @param denominator of every quota, above zero
     */
    static List<Long> split(List<BigInteger> numerators, BigInteger denominator) {
        var total = numerators.stream().reduce(BigInteger.ZERO, BigInteger::add).divideAndRemainder(denominator);
        if (denominator.signum() <= 0 || total[1].signum() != 0) {
            throw new IllegalArgumentException("the quotas together are not whole");
        }
        if (total[0].signum() < 0) {
            var opposite = split(numerators.stream().map(BigInteger::negate).toList(), denominator);
            return opposite.stream().map(Math::negateExact).toList();
        }

        var parts = new long[numerators.size()];
        var fractions = new ArrayList<BigInteger>(parts.length);
        for (var i = 0; i < parts.length; i++) {
            var fraction = numerators.get(i).mod(denominator);
            parts[i] = numerators.get(i).subtract(fraction).divide(denominator).longValueExact();
            fractions.add(fraction);
        }
        return withLeftovers(total[0].longValueExact(), parts, Comparator.comparing(fractions::get));
    }

    /** The same where no product leaves a long, as nearly always. */
    private static List<Long> quickly(long total, List<Long> weights, long sum) {
        var parts = new long[weights.size()];
        var fractions = new long[parts.length];
        for (var i = 0; i < parts.length; i++) {
            var product = total * weights.get(i);
            parts[i] = product / sum;
            fractions[i] = product % sum;
        }
        return withLeftovers(total, parts, Comparator.comparingLong(i -> fractions[i]));
    }

    private static List<Long> withLeftovers(long total, long[] parts, Comparator<Integer> byFraction) {
        var left = total - Arrays.stream(parts).sum();
        if (left > 0) {
            IntStream.range(0, parts.length)
                    .boxed()
                    .sorted(Collections.reverseOrder(byFraction))
                    .limit(left)
                    .forEach(i -> parts[i]++);
        }
        return Arrays.stream(parts).boxed().toList();
    }
}
