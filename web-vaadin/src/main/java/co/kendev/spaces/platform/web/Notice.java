package co.kendev.spaces.platform.web;

import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/**
 * A page that says one thing and offers ways on.
 *
 * @param status the HTTP status
 * @param retry seconds after which the page tries by itself; 0 for never
 */
public record Notice(int status, String title, String text, int retry, List<Way> ways) {
    /** A way on: where, and what it says. */
    public record Way(String href, String label) {}

    public static final Way START = new Way("/", "Start page");
    public static final Way HOME = new Way("/app/", "Go to my spaces");
    public static final Way LOGIN = new Way("/login", "Log in");

    public static Notice of(int status, String title, String text, Way... ways) {
        return new Notice(status, title, text, 0, List.of(ways));
    }

    /** The page, with its status. */
    public ModelAndView draw() {
        var page = new ModelAndView("notice", "notice", this);
        page.setStatus(HttpStatusCode.valueOf(status));
        return page;
    }
}
