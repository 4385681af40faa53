package co.kendev.spaces.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The theme this browser was last switched to; our scripts read and write the cookie too. */
@Component
public class ThemeCookie {
    private static final String NAME = "spaces_theme";

    private final Network network;

    ThemeCookie(Network network) {
        this.network = network;
    }

    /** What was chosen in this browser; empty when nothing was. */
    public static Optional<Theme> read(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, NAME))
                .map(Cookie::getValue)
                .flatMap(Theme::of);
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Theme theme) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, theme.getKey())
                        .path("/")
                        .sameSite("Lax")
                        .secure(!network.loopbackOnly() || request.isSecure())
                        .maxAge(Duration.ofDays(365))
                        .build()
                        .toString());
    }
}
