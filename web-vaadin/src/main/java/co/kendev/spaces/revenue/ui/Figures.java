package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.revenue.pricing.Party;
import com.vaadin.flow.component.UI;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.NumberFormat;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
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
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(minor, digits));
    }

    /** Without the currency, for an input. */
    static String plain(long minor, Currency currency) {
        return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
                .toPlainString();
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
