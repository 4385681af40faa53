package co.kendev.spaces.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.WebUtils;

/** The colours of a page: dark unless chosen otherwise, kept in a cookie that our scripts write too. */
public enum Theme {
    DARK("Dark", "moon"),
    LIGHT("Light", "sun"),
    SYSTEM("As the system", "screen");

    public static final String COOKIE = "spaces_theme";

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
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .flatMap(Theme::of)
                .orElse(DARK);
    }
}
