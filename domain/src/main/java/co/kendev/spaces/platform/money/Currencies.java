package co.kendev.spaces.platform.money;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Currency;
import java.util.regex.Pattern;

/** Reads currencies as people and programs name them. */
public final class Currencies {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final String FOR_TESTS = "XTS";

    private Currencies() {}

    /** Whether three letters stand for any currency, also for one in which nobody pays. */
    public static boolean isCode(String code) {
        return CODE.matcher(code).matches()
                && Currency.getAvailableCurrencies().stream()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    /** The currency of an ISO 4217 code; INVALID at the field for one in which nobody pays, such as gold. */
    public static Currency parse(String code, String field) {
        try {
            if (CODE.matcher(code).matches() && !code.equals(FOR_TESTS)) {
                var currency = Currency.getInstance(code);
                if (currency.getDefaultFractionDigits() >= 0) {
                    return currency;
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the refusal: three letters that stand for nothing
        }
        throw DomainException.invalid(field, "This is no ISO 4217 currency code; one looks like USD.");
    }
}
