package co.kendev.spaces.platform.money;

import java.math.BigDecimal;
import java.util.Currency;

/** An amount in the minor units of its ISO 4217 currency (cents for USD, whole yen for JPY). */
public record Money(long minor, Currency currency) {
    /** Whole units of a currency: 500 are 50,000 cents, 500 yen, or 500,000 fils of Kuwait. */
    public static Money ofMajor(long major, Currency currency) {
        return new Money(
                BigDecimal.valueOf(major).movePointRight(digits(currency)).longValueExact(), currency);
    }

    /** Both in one currency; overflow throws {@link ArithmeticException}, another currency {@link IllegalArgumentException}. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    /** Fit for a refusal or a log, such as “866.67 USD”; screens write it as the viewer's language does. */
    public String inWords() {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString() + " " + currency.getCurrencyCode();
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
