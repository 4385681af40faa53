package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.platform.web.Theme;
import co.kendev.spaces.platform.web.ThemeCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Switches the theme of this browser, and of the person who is logged in there. */
@Controller
class ThemeChoice {
    private final ThemeCookie themes;
    private final People people;
    private final Logins logins;

    ThemeChoice(ThemeCookie themes, People people, Logins logins) {
        this.themes = themes;
        this.people = people;
        this.logins = logins;
    }

    @GetMapping("/theme")
    ModelAndView choose(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var theme = Theme.of(to).orElse(Theme.DARK);
        themes.write(request, response, theme);
        Caller.current().ifPresent(caller -> {
            people.chooseTheme(caller.person().id(), theme.getKey());
            LoginCookie.read(request).ifPresent(logins::refresh);
        });
        return Paths.seeOther(Paths.localOr(back, "/"));
    }
}
