package co.kendev.spaces.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Addresses on this host. */
public final class Paths {
    /** What an address is written with; everything else is percent-encoded. */
    private static final String PLAIN = "-._~:/?#[]@!$&'()*+,;=%";

    private Paths() {}

    /** Sends the browser on with GET, after a form; the path is taken as it is, never as a pattern. */
    public static ModelAndView seeOther(String path) {
        var view = new RedirectView(encoded(path));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        view.setExpandUriTemplateVariables(false);
        return new ModelAndView(view);
    }

    private static String encoded(String path) {
        var address = new StringBuilder();
        for (var b : path.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                address.append(c);
            } else {
                address.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return address.toString();
    }

    /** Where a member enters a space. */
    public static String inside(String slug) {
        return "/app/s/" + slug;
    }

    /** The path, if it stays on this host; browsers read a backslash as a slash, and two slashes as another host. */
    public static String localOr(@Nullable String path, String otherwise) {
        return path != null
                        && path.startsWith("/")
                        && !path.startsWith("//")
                        && path.indexOf('\\') < 0
                        && path.chars().allMatch(c -> c > ' ' && c != 0x7F)
                ? path
                : otherwise;
    }
}
