package co.kendev.spaces.revenue.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/** Amounts and days as the reader's language writes them, where the business is. */
final class Figures {
    private final Currency currency;
    private final NumberFormat amounts;
    private final DateTimeFormatter days;

    Figures(Currency currency, ZoneId zone, Locale locale) {
        this.currency = currency;
        this.amounts = NumberFormat.getCurrencyInstance(locale);
        amounts.setCurrency(currency);
        amounts.setMinimumFractionDigits(digits());
        amounts.setMaximumFractionDigits(digits());
        this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(zone);
    }

    String amount(long minor) {
        return amounts.format(BigDecimal.valueOf(minor, digits()));
    }

    String day(Instant at) {
        return days.format(at);
    }

    static String month(YearMonth month, Locale locale) {
        return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month);
    }

    private int digits() {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
