package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Slice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By how much the postings of a part of a month missed its exact total, with the arithmetic; amounts in minor units.
 *
 * @param step of the agreement's referral; 0 without one
 * @param volumeBefore the net gross of the month's parts before this one
 * @param slices the net gross along the volume bands
 * @param share the exact total's, rounded once
 * @param postedShare what sales and refunds came to
 * @param due who gets what of the exact total
 * @param change what was posted to get there; nothing when the month was exact
 * @param ledgerTransaction null without a change
 */
public record MonthTrueUp(
        YearMonth month,
        Currency currency,
        int version,
        int step,
        int payments,
        int refunds,
        long volumeBefore,
        long netGross,
        List<Slice> slices,
        long share,
        long postedShare,
        Allocation due,
        Allocation change,
        @Nullable UUID ledgerTransaction,
        Instant postedAt) {
    /** What the transactions of true-ups begin with in the ledger. */
    static final String PREFIX = "true-up/";

    public MonthTrueUp {
        slices = List.copyOf(slices);
    }

    /** Its business key in the ledger. */
    public String key() {
        return PREFIX + month + "/" + currency.getCurrencyCode() + "/" + version + "/" + step;
    }

    /** The same, as it stands in the ledger. */
    MonthTrueUp in(UUID transaction) {
        return new MonthTrueUp(
                month,
                currency,
                version,
                step,
                payments,
                refunds,
                volumeBefore,
                netGross,
                slices,
                share,
                postedShare,
                due,
                change,
                transaction,
                postedAt);
    }

    /** Whether the month was exact already. */
    public boolean isNothing() {
        return change.parts().isEmpty();
    }

    /** Why there is a true-up, and how it was counted. */
    public String because() {
        var bands = slices.stream()
                .map(slice -> percent(slice.bps()) + " of " + money(slice.minor()))
                .collect(Collectors.joining(", "));
        return "%s: the net sales of %s, %s, cost a share of %s once the month is seen as a whole%s; sale by sale it came to %s."
                        .formatted(
                                version == 0 ? "Standard agreement" : "Agreement version " + version,
                                Months.name(month),
                                money(netGross),
                                money(share),
                                bands.isEmpty() ? "" : " (" + bands + ")",
                                money(postedShare))
                + " This is the difference, divided as the share is; what the Justice Fund does not have to give back, the platform bears.";
    }

    private String money(long minor) {
        return new Money(minor, currency).text();
    }

    private static String percent(int bps) {
        return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString() + " %";
    }
}
