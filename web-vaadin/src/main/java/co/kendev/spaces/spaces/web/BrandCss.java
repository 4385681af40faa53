package co.kendev.spaces.spaces.web;

import co.kendev.spaces.spaces.Brand;
import java.util.Locale;

/** Writes a brand as the handful of tokens that the design system builds on (see tokens.css). */
public final class BrandCss {
    /** WCAG 2.2, 1.4.3. */
    private static final double READABLE = 4.5;

    private static final String DARK_INK = "#0d0f14";
    private static final String LIGHT_INK = "#ffffff";

    private BrandCss() {}

    /**
     * The rule for elements with {@code data-sp-brand}.
     *
     * @param key the attribute's value: letters, digits and hyphens
     */
    public static String rule(String key, Brand brand) {
        return """
                [data-sp-brand="%s"] {
                  --sp-accent: light-dark(%s, %s);
                  --sp-accent-text: light-dark(%s, %s);
                  --sp-logo-bg: %s;
                  --sp-logo-fg: %s;
                  --sp-brand-font: %s;
                }
                """.formatted(
                        key,
                        brand.accentLight(),
                        brand.accentDark(),
                        ink(brand.accentLight()),
                        ink(brand.accentDark()),
                        brand.logo().background(),
                        contrast(brand.logo().foreground(), brand.logo().background()) >= READABLE
                                ? brand.logo().foreground()
                                : ink(brand.logo().background()),
                        font(brand.font()));
    }

    /** What stands for a space where there is no room for its name. */
    public static String initials(String name) {
        var words = name.replaceAll("[^\\p{L}\\p{N}\\s]+", " ").strip().split("\\s+");
        var first = words[0].codePoints().limit(words.length == 1 ? 2 : 1).toArray();
        var text = new String(first, 0, first.length);
        if (words.length > 1) {
            text += Character.toString(words[1].codePointAt(0));
        }
        return text.isEmpty() ? "•" : text.toUpperCase(Locale.ROOT);
    }

    private static String ink(String background) {
        return contrast(LIGHT_INK, background) >= READABLE ? LIGHT_INK : DARK_INK;
    }

    /** The contrast of two colours, 1 to 21, as WCAG defines it. */
    static double contrast(String one, String other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        var rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        var value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String font(String kind) {
        return switch (kind) {
            case "humanist" -> "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"Source Sans 3\", var(--sp-font)";
            case "geometric" -> "Avenir, \"Avenir Next\", Montserrat, Corbel, \"URW Gothic\", var(--sp-font)";
            case "serif" ->
                "Charter, \"Iowan Old Style\", \"Palatino Linotype\", Palatino, \"Noto Serif\", Georgia, serif";
            case "mono" -> "var(--sp-font-mono)";
            default -> "var(--sp-font)";
        };
    }
}
