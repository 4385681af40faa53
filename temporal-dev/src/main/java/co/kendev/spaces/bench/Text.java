package co.kendev.spaces.bench;

import java.util.Locale;

/** Figures as people read them. */
final class Text {

    private Text() {}

    static String ms(double ms) {
        return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String perSecond(double number) {
        return String.format(Locale.ROOT, "%.0f/s", number);
    }
}
