package co.kendev.spaces.spaces.web;

import co.kendev.spaces.platform.web.Assets;
import co.kendev.spaces.spaces.Brand;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a brand as the handful of tokens from which the design system derives the rest (see tokens.css). */
public final class BrandCss {
    private BrandCss() {}

    /** Custom properties by name, with their values. */
    public static Map<String, String> tokens(Brand brand) {
        var light = brand.accentLight();
        var dark = brand.accentDark();
        var radius = brand.radius();
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("--sp-accent", lightDark(light, dark));
        tokens.put("--sp-accent-text", lightDark(Contrast.inkOn(light), Contrast.inkOn(dark)));
        tokens.put("--sp-logo-bg", brand.logo().background());
        tokens.put("--sp-logo-fg", readable(brand.logo()));
        tokens.put("--sp-radius-1", radius / 2 + "px");
        tokens.put("--sp-radius-2", radius + "px");
        tokens.put("--sp-radius-3", radius * 3 / 2 + "px");
        tokens.put("--sp-brand-font", font(brand.font()));
        return tokens;
    }

    /**
     * The rule for elements with {@code data-sp-brand}.
     *
     * @param key the attribute's value: letters, digits and hyphens
     */
    public static String rule(String key, Brand brand) {
        return tokens(brand).entrySet().stream()
                .map(token -> "  " + token.getKey() + ": " + token.getValue() + ";\n")
                .collect(Collectors.joining("", "[data-sp-brand=\"" + key + "\"] {\n", "}\n"));
    }

    /** Where the rule of a space is; another address after every change of the brand. */
    public static String address(String slug, Brand brand) {
        return "/brand/" + slug + ".css?v=" + Assets.shortHash(rule(slug, brand).getBytes(StandardCharsets.UTF_8));
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

    private static String lightDark(String light, String dark) {
        return "light-dark(" + light + ", " + dark + ")";
    }

    private static String readable(Brand.Logo logo) {
        return Contrast.between(logo.foreground(), logo.background()) >= Contrast.READABLE
                ? logo.foreground()
                : Contrast.inkOn(logo.background());
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
