package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The colours of a page: dark unless chosen otherwise. */
public enum Theme {
    DARK("Dark", "moon"),
    LIGHT("Light", "sun"),
    SYSTEM("System", "screen");

    private final String label;
    private final String icon;

    Theme(String label, String icon) {
        this.label = label;
        this.icon = icon;
    }

    /** The word in the cookie and in the attribute {@code data-theme}. */
    public String getKey() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String getLabel() {
        return label;
    }

    public String getIcon() {
        return icon;
    }

    public static Optional<Theme> of(String key) {
        return Arrays.stream(values())
                .filter(theme -> theme.getKey().equals(key))
                .findFirst();
    }

    static Theme chosen(HttpServletRequest request) {
        return ThemeCookie.read(request).orElse(DARK);
    }
}
