package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Money;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back cumulatively: what remains of a sale is divided at its own rate, and the difference is what a refund changes. */
public final class Refunding {
    private Refunding() {}

    /**
     * What a refund gives back of gross, tax and shipping. Without tax and shipping it is proportional to the payment; with
     * one of them, the other is zero. Over the rest it is refused.
     *
     * @param refunded by the refunds before this one
     */
    public static Amounts part(
            Amounts paid,
            Amounts refunded,
            Currency currency,
            long amountMinor,
            @Nullable Long taxMinor,
            @Nullable Long shippingMinor) {
        var rest = paid.minus(refunded);
        if (amountMinor < 1) {
            throw DomainException.invalid("amountMinor", "A refund has at least 1 minor unit.");
        }
        refuseOver(rest.total(), amountMinor, currency, "amountMinor", "this payment");
        if (taxMinor == null && shippingMinor == null) {
            return proportional(paid, refunded, amountMinor);
        }

        var part = Amounts.of(amountMinor, taxMinor == null ? 0 : taxMinor, shippingMinor == null ? 0 : shippingMinor);
        refuseOver(rest.tax(), part.tax(), currency, "taxMinor", "its tax");
        refuseOver(rest.shipping(), part.shipping(), currency, "shippingMinor", "its shipping");
        refuseOver(rest.gross(), part.gross(), currency, "amountMinor", "its gross amount");
        return part;
    }

    /** @param refunded by the refunds before this one */
    public static Reversal reverse(Division division, Amounts paid, Amounts refunded, Amounts part) {
        var before = paid.minus(refunded);
        var after = before.minus(part);
        var remaining = division.divide(after);
        return new Reversal(part, after, remaining, remaining.minus(division.divide(before)));
    }

    /**
     * All refunds together are divided as the payment is, so that neither their number nor their order matters. Where one of
     * them named its tax or shipping, that no longer fits, and what is left is the measure.
     */
    private static Amounts proportional(Amounts paid, Amounts refunded, long amountMinor) {
        if (split(refunded.total(), paid).equals(refunded)) {
            return split(refunded.total() + amountMinor, paid).minus(refunded);
        }
        return split(amountMinor, paid.minus(refunded));
    }

    private static Amounts split(long total, Amounts weights) {
        var parts = LargestRemainder.split(total, List.of(weights.gross(), weights.tax(), weights.shipping()));
        return new Amounts(parts.get(0), parts.get(1), parts.get(2));
    }

    private static void refuseOver(long rest, long minor, Currency currency, String field, String what) {
        if (minor > rest) {
            throw DomainException.invalid(
                    field, "Only " + new Money(rest, currency).inWords() + " of " + what + " can still be refunded.");
        }
    }
}
