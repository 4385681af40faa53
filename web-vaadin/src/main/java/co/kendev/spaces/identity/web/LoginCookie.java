package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.platform.web.Network;
import co.kendev.spaces.platform.web.Theme;
import co.kendev.spaces.platform.web.ThemeCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** The cookie that carries a login between the browser and every instance. */
@Component
public class LoginCookie {
    public static final String NAME = "spaces_login";

    private final boolean loopbackOnly;
    private final Logins logins;
    private final People people;
    private final CsrfTokenRepository csrf;
    private final ThemeCookie themes;

    LoginCookie(Network network, Logins logins, People people, CsrfTokenRepository csrf, ThemeCookie themes) {
        this.loopbackOnly = network.loopbackOnly();
        this.logins = logins;
        this.people = people;
        this.csrf = csrf;
        this.themes = themes;
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

    /** Logs a person in who proved who they are, in place of whoever was; person and browser have one theme from now on. */
    public void begin(Person person, HttpServletRequest request, HttpServletResponse response) {
        forget(request, response);
        var chosen = ThemeCookie.read(request);
        chosen.ifPresent(theme -> people.chooseTheme(person.id(), theme.getKey()));
        var token = logins.begin(person.id(), Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
        add(request, response, token, Logins.LIFE);
        if (chosen.isEmpty()) {
            logins.restore(token)
                    .flatMap(login -> Theme.of(login.theme()))
                    .ifPresent(theme -> themes.write(request, response, theme));
        }
    }

    /** Logs out whoever is logged in. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        forget(request, response);
        add(request, response, "", Duration.ZERO);
    }

    /** Ends the login of this browser, and the view session and the forms that belonged to it. */
    private void forget(HttpServletRequest request, HttpServletResponse response) {
        read(request).ifPresent(logins::end);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        csrf.saveToken(null, request, response);
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
