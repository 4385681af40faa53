package co.kendev.spaces.revenue.web;

import co.kendev.spaces.platform.money.Money;
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
    private final Locale locale;
    private final DateTimeFormatter days;

    Figures(Currency currency, ZoneId zone, Locale locale) {
        this.currency = currency;
        this.locale = locale;
        this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(zone);
    }

    String amount(long minor) {
        return new Money(minor, currency).text(locale);
    }

    String day(Instant at) {
        return days.format(at);
    }

    static String month(YearMonth month, Locale locale) {
        return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month);
    }
}
