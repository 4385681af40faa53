package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Party;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/** Figures as one viewer reads them; the currency is always visible. */
record Figures(Locale locale) implements Serializable {
    static Figures ofViewer() {
        return new Figures(UI.getCurrentOrThrow().getLocale());
    }

    String money(long minor, Currency currency) {
        return money(BigInteger.valueOf(minor), currency);
    }

    String money(BigInteger minor, Currency currency) {
        return Money.text(minor, currency, locale);
    }

    /** A cell of a table with an amount. */
    Span amount(long minor, Currency currency) {
        return amount(BigInteger.valueOf(minor), currency);
    }

    Span amount(BigInteger minor, Currency currency) {
        return Table.amount(money(minor, currency), minor, currency);
    }

    /** A cell of a table with a number. */
    Span number(long count) {
        return Table.number(count(count), count);
    }

    /** Without the currency, for an input. */
    static String plain(long minor, Currency currency) {
        return plain(BigInteger.valueOf(minor), currency);
    }

    static String plain(BigInteger minor, Currency currency) {
        return new BigDecimal(minor, Math.max(0, currency.getDefaultFractionDigits())).toPlainString();
    }

    String percent(long bps) {
        return percent(String.valueOf(bps));
    }

    /** Of basis points, perhaps with decimals. */
    String percent(String bps) {
        var format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(4);
        return format.format(new BigDecimal(bps).movePointLeft(4));
    }

    String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale));
    }

    String month(YearMonth month) {
        return month.format(DateTimeFormatter.ofPattern("LLLL yyyy", locale));
    }

    String shortMonth(YearMonth month) {
        return month.format(DateTimeFormatter.ofPattern("LLL yy", locale));
    }

    static String name(Party party) {
        return switch (party) {
            case TENANT -> "Business";
            case REFERRER -> "Referrer";
            case PLATFORM -> "Platform";
            case HUMAN -> "Human partners";
            case AI -> "AI agents";
            case JUSTICE -> "Justice Fund";
        };
    }

    /** The colour of a party in the tokens. */
    static String colour(Party party) {
        return "party-" + party.name().toLowerCase(Locale.ROOT);
    }
}
