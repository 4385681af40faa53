package co.kendev.spaces.revenue.pricing;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the money of one sale is divided, now and at each of its refunds: at which exact rate, and among whom.
 *
 * @param referrerBps of the share; 0 without a referrer
 */
public record Division(
        Rate rate,
        @Nullable String referrer,
        int referrerBps,
        List<Partner> partners,
        List<Contribution> contributions) {
    public Division {
        partners = List.copyOf(partners);
        contributions = List.copyOf(contributions);
        Contribution.check(contributions);
    }

    /** @param step of the referral; 0 without one */
    public static Division of(Terms terms, int step, Rate rate, List<Contribution> contributions) {
        var referral = terms.referral();
        return referral == null
                ? new Division(rate, null, 0, terms.partners(), contributions)
                : new Division(
                        rate, referral.referrer(), referral.terms().get(step).bps(), terms.partners(), contributions);
    }

    /** Who gets what of a payment, or of what remains of it. */
    public Allocation divide(Amounts amounts) {
        var parts = new HashMap<Recipient, Long>();
        divide(amounts.gross(), rate.shareOf(amounts.gross()), this::amongAgents, parts);
        parts.put(Recipient.TAX, amounts.tax());
        parts.put(Recipient.SHIPPING, amounts.shipping());
        return Allocation.of(parts);
    }

    /** A gross of either sign and its share, the AI part divided on as the caller knows. */
    void divide(long gross, long share, LongFunction<Map<Recipient, Long>> ai, Map<Recipient, Long> into) {
        into.put(Recipient.TENANT, gross - share);
        var referred = 0L;
        if (referrer != null) {
            referred = LargestRemainder.split(share, List.of((long) referrerBps, 10_000L - referrerBps))
                    .getFirst();
            into.put(Recipient.referrer(referrer), referred);
        }
        FourWays.divide(share - referred, partners, ai, into);
    }

    /** The AI part of a gross, exactly. */
    Rate aiRate() {
        return new Rate(
                rate.numerator().multiply(BigInteger.valueOf((10_000L - referrerBps) * FourWays.AI_PERCENT)),
                rate.denominator().multiply(BigInteger.valueOf(10_000L * 100)));
    }

    private Map<Recipient, Long> amongAgents(long sum) {
        if (contributions.isEmpty()) {
            return Map.of(Recipient.AI_FUND, sum);
        }
        var parts = LargestRemainder.split(
                sum, contributions.stream().map(Contribution::weight).toList());
        var agents = new TreeMap<Recipient, Long>();
        for (var i = 0; i < parts.size(); i++) {
            agents.put(Recipient.agent(contributions.get(i).agent()), parts.get(i));
        }
        return agents;
    }
}
