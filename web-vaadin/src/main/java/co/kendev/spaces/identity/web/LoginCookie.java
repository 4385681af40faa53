package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.platform.web.Network;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie that carries a login between the browser and every instance. */
@Component
public class LoginCookie {
    public static final String NAME = "spaces_login";

    private final boolean loopbackOnly;

    LoginCookie(Network network) {
        this.loopbackOnly = network.loopbackOnly();
    }

    /** The value the browser sent. */
    public static Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (var cookie : cookies) {
                if (cookie.getName().equals(NAME) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Hands a login to the browser. */
    public void write(HttpServletRequest request, HttpServletResponse response, String token) {
        add(request, response, token, Logins.LIFE);
    }

    /** Takes the login from the browser. */
    public void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", Duration.ZERO);
    }

    private void add(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(!loopbackOnly || request.isSecure())
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
