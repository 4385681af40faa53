package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.money.Money;
import com.vaadin.flow.component.UI;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/** Amounts as the viewer reads them, always with their currency. */
public final class Amounts {
    private Amounts() {}

    /** For example {@code $1,200.00}, in the language of the viewer's browser. */
    public static String words(Money money) {
        var ui = UI.getCurrent();
        return words(money, ui == null ? Locale.ENGLISH : ui.getLocale());
    }

    static String words(Money money, Locale locale) {
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(money.minor(), digits));
    }
}
