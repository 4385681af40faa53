package co.kendev.spaces.revenue.web;

import co.kendev.spaces.revenue.GlassWall;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The glass wall: what the Justice Fund holds at this second, and where it came from, for everybody and of nobody. */
@Controller
class JusticePages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final GlassWall wall;

    JusticePages(GlassWall wall) {
        this.wall = wall;
    }

    @GetMapping("/justice")
    String justice(Model model, Locale locale) {
        var view = wall.look();
        model.addAttribute("at", TIME.withLocale(locale).format(view.at()));
        model.addAttribute("instant", view.at().toString());
        model.addAttribute(
                "pots",
                view.pots().stream().map(pot -> new JusticePot(pot, locale)).toList());
        return "justice";
    }
}
