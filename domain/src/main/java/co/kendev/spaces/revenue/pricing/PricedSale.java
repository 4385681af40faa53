package co.kendev.spaces.revenue.pricing;

import java.util.List;

/**
 * A sale with its arithmetic shown.
 *
 * @param slices the gross along the volume bands
 * @param share of the gross, rounded once
 */
public record PricedSale(Sale sale, List<Slice> slices, Division division, long share, Allocation allocation) {
    public PricedSale {
        slices = List.copyOf(slices);
    }

    /** Basis points with two decimals. */
    public String effectiveBps() {
        return division.rate().effectiveBps();
    }
}
