package co.kendev.spaces.revenue.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exact gross behind the work of every agent and, last, of nobody; all over one denominator. */
record GrossByAgent(List<Recipient> recipients, List<BigInteger> numerators, BigInteger denominator) {

    static GrossByAgent of(List<Work> work) {
        // few different sums of weights stand for many sales: gathered first, the large numbers are rare
        var byWeights = new HashMap<Long, Map<Recipient, BigInteger>>();
        for (var item : work) {
            var sums = byWeights.computeIfAbsent(weights(item), weights -> new HashMap<>());
            var gross = BigInteger.valueOf(item.netGross());
            if (item.contributions().isEmpty()) {
                sums.merge(Recipient.AI_FUND, gross, BigInteger::add);
            }
            for (var contribution : item.contributions()) {
                sums.merge(
                        Recipient.agent(contribution.agent()),
                        gross.multiply(BigInteger.valueOf(contribution.weight())),
                        BigInteger::add);
            }
        }

        var denominator = byWeights.keySet().stream()
                .map(BigInteger::valueOf)
                .reduce(
                        BigInteger.ONE,
                        (one, other) -> one.divide(one.gcd(other)).multiply(other));
        var numerators = new TreeMap<Recipient, BigInteger>();
        byWeights.forEach((weights, sums) -> {
            var factor = denominator.divide(BigInteger.valueOf(weights));
            sums.forEach((recipient, sum) -> numerators.merge(recipient, sum.multiply(factor), BigInteger::add));
        });
        return fundLast(numerators, denominator);
    }

    BigInteger total() {
        return numerators.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    boolean isZero() {
        return total().signum() == 0;
    }

    /** Everybody's numerator times the factor, over the divisor: together a whole number. */
    Map<Recipient, Long> split(BigInteger factor, BigInteger divisor) {
        var signed = divisor.signum() < 0 ? factor.negate() : factor;
        var parts =
                LargestRemainder.split(numerators.stream().map(signed::multiply).toList(), divisor.abs());
        var split = new HashMap<Recipient, Long>();
        for (var i = 0; i < parts.size(); i++) {
            split.put(recipients.get(i), parts.get(i));
        }
        return split;
    }

    private static long weights(Work item) {
        return item.contributions().isEmpty()
                ? 1
                : item.contributions().stream().mapToLong(Contribution::weight).sum();
    }

    private static GrossByAgent fundLast(Map<Recipient, BigInteger> sums, BigInteger denominator) {
        var others = new TreeMap<>(sums);
        var fund = others.remove(Recipient.AI_FUND);
        var recipients = new ArrayList<>(others.keySet());
        var numerators = new ArrayList<>(others.values());
        recipients.add(Recipient.AI_FUND);
        numerators.add(fund == null ? BigInteger.ZERO : fund);
        return new GrossByAgent(recipients, numerators, denominator);
    }
}
