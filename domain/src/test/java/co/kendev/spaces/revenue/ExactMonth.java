package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Party;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a part of a month is due, counted unit by unit and by textbook, without any of the product's arithmetic. */
final class ExactMonth {
    private ExactMonth() {}

    /** A stretch of volume from here on costs so many basis points. */
    record Step(long from, int bps) {}

    /** @param referrerBps of the share; 0 for no referrer */
    static Map<Party, Long> due(long volumeBefore, long net, List<Step> steps, int referrerBps) {
        var exact = BigInteger.ZERO;
        for (var unit = 0L; unit < net; unit++) {
            var bps = 0;
            for (var step : steps) {
                bps = volumeBefore + unit >= step.from() ? step.bps() : bps;
            }
            exact = exact.add(BigInteger.valueOf(bps));
        }
        // exactly half a unit stays with the tenant
        var share = new BigDecimal(exact)
                .divide(BigDecimal.valueOf(10_000))
                .setScale(0, RoundingMode.HALF_DOWN)
                .longValueExact();

        var due = new EnumMap<Party, Long>(Party.class);
        due.put(Party.TENANT, net - share);
        var off = largestRemainder(share, List.of(referrerBps, 10_000 - referrerBps));
        due.put(Party.REFERRER, off.get(0));
        var rest = largestRemainder(off.get(1), List.of(50, 30, 15, 5));
        due.put(Party.PLATFORM, rest.get(0));
        due.put(Party.HUMAN, rest.get(1));
        due.put(Party.AI, rest.get(2));
        due.put(Party.JUSTICE, rest.get(3));
        return due;
    }

    private static List<Long> largestRemainder(long total, List<Integer> weights) {
        var sum = weights.stream().mapToInt(Integer::intValue).sum();
        var quotas = weights.stream()
                .map(weight -> new BigDecimal(total * weight).divide(BigDecimal.valueOf(sum)))
                .toList();
        var parts = new ArrayList<>(quotas.stream()
                .map(quota -> quota.setScale(0, RoundingMode.FLOOR).longValueExact())
                .toList());
        var left = total - parts.stream().mapToLong(Long::longValue).sum();
        var order = IntStream.range(0, parts.size())
                .boxed()
                .sorted((a, b) -> {
                    var one = quotas.get(a).subtract(BigDecimal.valueOf(parts.get(a)));
                    var other = quotas.get(b).subtract(BigDecimal.valueOf(parts.get(b)));
                    var larger = other.compareTo(one);
                    return larger != 0 ? larger : Integer.compare(a, b);
                })
                .toList();
        order.stream().limit(left).forEach(i -> parts.set(i, parts.get(i) + 1));
        return parts;
    }
}
