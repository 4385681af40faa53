package co.kendev.spaces.revenue.pricing;

import java.util.Currency;
import java.util.List;

/**
 * A sale to be priced.
 *
 * @param volumeBefore the net gross of the month so far, in the sale's currency
 * @param contributions in the order in which ties are served
 */
public record Sale(Amounts amounts, Currency currency, long volumeBefore, List<Contribution> contributions) {
    public Sale {
        contributions = List.copyOf(contributions);
        Contribution.check(contributions);
    }
}
