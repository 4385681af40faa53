package co.kendev.spaces.platform.money;

import java.util.Currency;

/** An amount in the minor units of its ISO 4217 currency (cents for USD, whole yen for JPY). */
public record Money(long minor, Currency currency) {
    /** Both in one currency; overflow throws {@link ArithmeticException}, another currency {@link IllegalArgumentException}. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(minor, other.minor), currency);
    }
}
