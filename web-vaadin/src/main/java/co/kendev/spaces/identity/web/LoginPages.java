package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.DemoPolicy;
import co.kendev.spaces.platform.web.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login page, also when {@link LoginForm} asks for it again, and the question before logging out. */
@Controller("loginPages")
public class LoginPages {
    private static final List<String> BUSINESSES =
            List.of("kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "desert-digital");

    private final DemoPolicy demo;

    LoginPages(DemoPolicy demo) {
        this.demo = demo;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(defaultValue = "") String failed,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(name = "continue", defaultValue = "") String next,
            Model model) {
        model.addAttribute("failed", failed);
        model.addAttribute("login", login);
        model.addAttribute("continueTo", Paths.localOr(next, ""));
        return "login";
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
