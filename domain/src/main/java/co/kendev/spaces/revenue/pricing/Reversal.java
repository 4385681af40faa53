package co.kendev.spaces.revenue.pricing;

/**
 * What a refund does.
 *
 * @param part what goes back
 * @param after what remains of the payment
 * @param remaining who keeps what of it
 * @param change to post; negative but for a unit of rounding here and there
 */
public record Reversal(Amounts part, Amounts after, Allocation remaining, Allocation change) {}
