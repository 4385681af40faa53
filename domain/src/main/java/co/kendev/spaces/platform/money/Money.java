package co.kendev.spaces.platform.money;

import co.kendev.spaces.platform.errors.DomainException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/** An amount in the minor units of its ISO 4217 currency (cents for USD, whole yen for JPY). */
public record Money(long minor, Currency currency) {
    private static final Pattern PLAIN = Pattern.compile("\\d{1,15}(\\.\\d{1,3})?");
    private static final Pattern THOUSANDS = Pattern.compile(",(?=\\d{3}(\\D|$))");

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

    /**
     * An amount as people type it: digits, perhaps a point and decimals, perhaps thousands set off by commas.
     *
     * @throws DomainException INVALID at the field for anything else, and for more decimals than the currency has
     */
    public static Money parse(String typed, Currency currency, String field) {
        var plain = THOUSANDS.matcher(typed.strip()).replaceAll("");
        var digits = digits(currency);
        if (!PLAIN.matcher(plain).matches()
                || new BigDecimal(plain).stripTrailingZeros().scale() > digits) {
            throw DomainException.invalid(
                    field,
                    "Write an amount of " + currency + " like "
                            + ofMajor(120, currency).plain() + ".");
        }
        return new Money(new BigDecimal(plain).movePointRight(digits).longValueExact(), currency);
    }

    /** With the currency's sign, in one language for all, such as “$1,200.00”: for messages and operators. */
    public String text() {
        return text(Locale.US);
    }

    /** With the currency's sign, as a reader's language writes it. */
    public String text(Locale locale) {
        return text(BigInteger.valueOf(minor), currency, locale);
    }

    /** The same of a sum of many amounts, in minor units and however large. */
    public static String text(BigInteger minor, Currency currency, Locale locale) {
        var digits = digits(currency);
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(minor, digits));
    }

    /** Without the currency, such as “866.67”. */
    public String plain() {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    /** Fit for a refusal or a log, such as “866.67 USD”; screens write it as the viewer's language does. */
    public String inWords() {
        return plain() + " " + currency.getCurrencyCode();
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
