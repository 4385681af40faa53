package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.DemoPolicy;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.web.FormAgain;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.platform.web.RequestRefused;
import co.kendev.spaces.platform.web.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The login page and what it sends, and the question before logging out. */
@Controller("loginPages")
public class LoginPages {
    private static final List<String> BUSINESSES =
            List.of("kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "desert-digital");

    private static final String HOME = "/app/";

    private final DemoPolicy demo;
    private final PasswordCheck passwords;
    private final LoginCookie cookie;

    LoginPages(DemoPolicy demo, PasswordCheck passwords, LoginCookie cookie) {
        this.demo = demo;
        this.passwords = passwords;
        this.cookie = cookie;
    }

    @GetMapping("/login")
    ModelAndView login(
            @RequestParam(defaultValue = "") String failed,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(name = "continue", defaultValue = "") String next) {
        return draw(failed, HttpStatus.OK, login, next);
    }

    @PostMapping("/login")
    ModelAndView logIn(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "continue", defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            cookie.begin(passwords.check(login, password, request.getRemoteAddr()), request, response);
            return Paths.seeOther(Paths.localOr(next, HOME));
        } catch (DomainException refusal) {
            if (refusal.code() != ErrorCode.UNAUTHENTICATED) {
                throw refusal;
            }
            return draw("password", HttpStatus.UNAUTHORIZED, login, next);
        }
    }

    /** When there were too many wrong passwords, or a character that nobody types. */
    @ExceptionHandler(RequestRefused.class)
    String refused(RequestRefused refused, HttpServletRequest request) {
        return FormAgain.after(refused, request);
    }

    @RequestMapping(
            path = "/login" + FormAgain.PATH,
            method = {RequestMethod.GET, RequestMethod.POST})
    ModelAndView again(HttpServletRequest request, HttpServletResponse response) {
        var status = FormAgain.of(request, response).status();
        var failed = status == HttpStatus.FORBIDDEN
                ? "expired"
                : status == HttpStatus.TOO_MANY_REQUESTS ? "limited" : "unreadable";
        return draw(failed, status, Typed.in(request, "login"), Typed.in(request, "continue"));
    }

    private static ModelAndView draw(String failed, HttpStatus status, String login, String next) {
        var page = new ModelAndView(
                "login", Map.of("failed", failed, "login", login, "continueTo", Paths.localOr(next, "")));
        page.setStatus(status);
        return page;
    }

    @PostMapping("/logout")
    ModelAndView logOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.end(request, response);
        return Paths.seeOther("/");
    }

    @GetMapping("/logout")
    String logout(Model model) {
        model.addAttribute("loggedIn", Caller.current().isPresent());
        return "logout";
    }

    /** What the page says above the form; empty for nothing. */
    public String words(String failed) {
        return switch (failed) {
            case "password" -> "This e-mail and this password do not belong together. Check both, please.";
            case "limited" ->
                "Too many wrong passwords for this login from your address. Wait a few minutes; the account itself is not locked.";
            case "unreadable" ->
                "The e-mail or the password holds a character that cannot be stored. Enter both again, please.";
            case "expired" -> "This page was open for too long. Please log in once more.";
            default -> "";
        };
    }

    /** The logins that the page offers to try the demo with; none outside it. */
    public List<DemoLogin> demoLogins() {
        if (!demo.isOn()) {
            return List.of();
        }
        var logins = new ArrayList<DemoLogin>();
        for (var business : BUSINESSES) {
            logins.add(new DemoLogin(
                    business,
                    Stream.of("owner", "staff", "customer")
                            .map(role -> new DemoPerson(role + "@" + business + ".example", role))
                            .toList()));
        }
        logins.add(
                new DemoLogin("The platform itself", List.of(new DemoPerson("operator@spaces.example", "operator"))));
        return logins;
    }

    /** The demo people of one business. */
    public record DemoLogin(String business, List<DemoPerson> people) {}

    /** One demo person. */
    public record DemoPerson(String email, String role) {}
}
