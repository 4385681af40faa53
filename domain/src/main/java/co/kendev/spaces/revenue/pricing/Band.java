package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.money.Money;
import java.util.Currency;
import java.util.List;

/** A volume discount: the part of a month's volume from here on costs no more than this. */
public record Band(Currency currency, long fromMinor, int bps) {
    /** From 10,000.00 4.5 %, from 25,000.00 4 %, from 50,000.00 3.5 %, in whole units of any currency. */
    public static List<Band> usual(Currency currency) {
        return List.of(
                new Band(currency, Money.ofMajor(10_000, currency).minor(), 450),
                new Band(currency, Money.ofMajor(25_000, currency).minor(), 400),
                new Band(currency, Money.ofMajor(50_000, currency).minor(), 350));
    }
}
