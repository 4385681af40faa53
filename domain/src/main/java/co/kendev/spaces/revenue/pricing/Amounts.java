package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;

/**
 * What a payment, a refund or what is left consists of: only the gross is shared, tax and shipping pass to the tenant. In a
 * proportional refund, rounding can move a unit the other way.
 */
public record Amounts(long gross, long tax, long shipping) {
    /** One payment or refund: 10^15 minor units, so that sums of them stay far inside a long. */
    public static final long MAX = 1_000_000_000_000_000L;

    public static final Amounts NOTHING = new Amounts(0, 0, 0);

    /** As a person or a shop states them; a refusal names the field. */
    public static Amounts of(long amountMinor, long taxMinor, long shippingMinor) {
        if (amountMinor < 1 || amountMinor > MAX) {
            throw DomainException.invalid("amountMinor", "An amount has 1 to " + MAX + " minor units.");
        }
        if (taxMinor < 0 || taxMinor > amountMinor) {
            throw DomainException.invalid("taxMinor", "The tax is a part of the amount: 0 to " + amountMinor + ".");
        }
        if (shippingMinor < 0 || shippingMinor > amountMinor - taxMinor) {
            throw DomainException.invalid(
                    "shippingMinor",
                    "The shipping is a part of the amount beside the tax: 0 to " + (amountMinor - taxMinor) + ".");
        }
        return new Amounts(amountMinor - taxMinor - shippingMinor, taxMinor, shippingMinor);
    }

    public long total() {
        return gross + tax + shipping;
    }

    public Amounts plus(Amounts other) {
        return new Amounts(gross + other.gross, tax + other.tax, shipping + other.shipping);
    }

    public Amounts minus(Amounts other) {
        return new Amounts(gross - other.gross, tax - other.tax, shipping - other.shipping);
    }
}
