package co.kendev.spaces.revenue.pricing;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Half for the platform, 30 % for its human partners, 15 % for its agents, 5 % for justice; human and AI parts are divided on. */
final class FourWays {
    private static final List<Long> WEIGHTS = List.of(50L, 30L, 15L, 5L);
    static final long AI_PERCENT = WEIGHTS.get(2);

    private FourWays() {}

    /** @param ai divides the AI part on */
    static void divide(
            long sum, List<Partner> partners, LongFunction<Map<Recipient, Long>> ai, Map<Recipient, Long> into) {
        var parts = LargestRemainder.split(sum, WEIGHTS);
        into.put(Recipient.PLATFORM, parts.get(0));
        amongPartners(parts.get(1), partners, into);
        into.putAll(ai.apply(parts.get(2)));
        into.put(Recipient.JUSTICE_FUND, parts.get(3));
    }

    private static void amongPartners(long sum, List<Partner> partners, Map<Recipient, Long> into) {
        if (partners.isEmpty()) {
            into.put(Recipient.PARTNER_POOL, sum);
            return;
        }
        var parts = LargestRemainder.split(
                sum, partners.stream().map(Partner::weight).toList());
        for (var i = 0; i < parts.size(); i++) {
            into.put(Recipient.partner(partners.get(i).name()), parts.get(i));
        }
    }
}
