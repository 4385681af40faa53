package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.money.Money;
import com.vaadin.flow.component.UI;
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
        return money.text(locale);
    }
}
