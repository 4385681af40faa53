package co.kendev.spaces.approvals;

import java.util.Currency;

/** Something a business in a test wants to buy. */
public record Spending(String what, long minor, Currency currency) {
    public static Spending of(String what, long minor) {
        return new Spending(what, minor, Currency.getInstance("USD"));
    }
}
