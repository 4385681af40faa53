package co.kendev.spaces.revenue.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes a month: each part of it is due the allocation of its exact total, on the volume bands that run on from part to part;
 * what was posted may differ by rounding, and by volume that refunds moved.
 */
public final class TrueUp {
    private static final Comparator<MonthPart> ORDER =
            Comparator.comparingInt(MonthPart::version).thenComparingInt(MonthPart::step);

    private TrueUp() {}

    /** All parts of a tenant's month in a currency, in any order; the corrections come by version and step. */
    public static List<Correction> close(Currency currency, List<MonthPart> parts) {
        var corrections = new ArrayList<Correction>();
        var volume = 0L;
        for (var part : parts.stream().sorted(ORDER).toList()) {
            var correction = correct(currency, part, volume);
            corrections.add(correction);
            volume = Math.addExact(volume, correction.netGross());
        }
        return corrections;
    }

    private static Correction correct(Currency currency, MonthPart part, long volumeBefore) {
        var gross = part.netGross();
        var slices = part.terms().slices(currency, volumeBefore, gross);
        var rate = gross == 0
                ? Rate.ofBps(part.terms().bpsAt(currency, volumeBefore))
                : Rate.of(Slice.amountsTimesBps(slices), gross);
        var share = rate.shareOf(gross);

        var division = Division.of(part.terms(), part.step(), rate, List.of());
        var parts = new HashMap<Recipient, Long>();
        division.divide(gross, share, sum -> amongAgents(sum, part.work(), division), parts);

        var due = Allocation.of(parts);
        var change = due.minus(part.posted().withoutTaxAndShipping());
        return new Correction(part.version(), part.step(), volumeBefore, gross, slices, share, due, change);
    }

    /** By the exact gross behind everybody's work; ties are served by slug, the fund last. */
    private static Map<Recipient, Long> amongAgents(long sum, List<Work> work, Division division) {
        var behind = GrossByAgent.of(work);
        if (behind.isZero()) {
            // sales and refunds of different agents cancel out: everybody's part is what the rate alone makes of it
            var rate = division.aiRate();
            return behind.split(rate.numerator(), rate.denominator().multiply(behind.denominator()));
        }
        return behind.split(BigInteger.valueOf(sum), behind.total());
    }
}
