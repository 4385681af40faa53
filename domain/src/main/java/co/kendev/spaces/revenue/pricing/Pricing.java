package co.kendev.spaces.revenue.pricing;

/** Prices a sale: gross along the volume bands to the share, referral off its top, the rest four ways. */
public final class Pricing {
    private Pricing() {}

    /** @param step which step of the terms' referral counts on the day of the sale; 0 without a referral */
    public static PricedSale price(Sale sale, Terms terms, int step) {
        var gross = sale.amounts().gross();
        var slices = terms.slices(sale.currency(), sale.volumeBefore(), gross);
        var rate = gross == 0
                ? Rate.ofBps(terms.bpsAt(sale.currency(), sale.volumeBefore()))
                : Rate.of(Slice.amountsTimesBps(slices), gross);

        var division = Division.of(terms, step, rate, sale.contributions());
        return new PricedSale(sale, slices, division, rate.shareOf(gross), division.divide(sale.amounts()));
    }
}
