package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.platform.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Takes what the login page sends, and ends logins; the page itself is drawn elsewhere, as the view {@code login}. */
@Controller
class LoginForm {
    private static final String HOME = "/app/";

    private final PasswordCheck passwords;
    private final Logins logins;
    private final LoginCookie cookie;
    private final CsrfTokenRepository csrf;

    LoginForm(PasswordCheck passwords, Logins logins, LoginCookie cookie, CsrfTokenRepository csrf) {
        this.passwords = passwords;
        this.logins = logins;
        this.cookie = cookie;
        this.csrf = csrf;
    }

    @PostMapping("/login")
    ModelAndView logIn(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "continue", defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!ApiJson.isClean(login) || !ApiJson.isClean(password)) {
            return again("password", HttpStatus.UNAUTHORIZED, "", next);
        }
        try {
            var person = passwords.check(login, password, request.getRemoteAddr());
            end(request);
            cookie.write(
                    request,
                    response,
                    logins.begin(person.id(), Objects.requireNonNullElse(request.getHeader("User-Agent"), "")));
            csrf.saveToken(null, request, response);
            return redirect(Paths.localOr(next, HOME));
        } catch (RequestRefused refused) {
            var wait = refused.retryAfter();
            response.setHeader("Retry-After", wait == null ? "60" : Long.toString(wait.toSeconds() + 1));
            return again("limited", HttpStatus.TOO_MANY_REQUESTS, login, next);
        } catch (DomainException refusal) {
            if (refusal.code() != ErrorCode.UNAUTHENTICATED) {
                throw refusal;
            }
            return again("password", HttpStatus.UNAUTHORIZED, login, next);
        }
    }

    @PostMapping("/logout")
    ModelAndView logOut(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        cookie.clear(request, response);
        csrf.saveToken(null, request, response);
        return redirect("/");
    }

    /** Ends the login of this browser, and the view session that belonged to it. */
    private void end(HttpServletRequest request) {
        LoginCookie.read(request).ifPresent(logins::end);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private static ModelAndView again(String failed, HttpStatus status, String login, String next) {
        var page = new ModelAndView(
                "login", Map.of("failed", failed, "login", login, "continueTo", Paths.localOr(next, "")));
        page.setStatus(status);
        return page;
    }

    private static ModelAndView redirect(String path) {
        var view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }
}
