package co.kendev.spaces.spaces.ui;

import com.vaadin.flow.server.VaadinRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/** The addresses of screens, relative to the application; each stands here once. */
public final class Addresses {
    private static final String LAST = "spaces_last";

    private Addresses() {}

    public static String space(String slug) {
        return "s/" + slug;
    }

    public static String channel(String slug, String channel) {
        return "s/" + slug + "/" + UriUtils.encodePathSegment(channel, StandardCharsets.UTF_8);
    }

    public static String brand(String slug) {
        return "s/" + slug + "/settings/brand";
    }

    public static String members(String slug) {
        return "s/" + slug + "/settings/members";
    }

    public static String channels(String slug) {
        return "s/" + slug + "/settings/channels";
    }

    /** Where this browser was last: a space's slug and a channel's name; the page's own script keeps it. */
    public static Optional<Visit> lastVisit() {
        var request = VaadinRequest.getCurrent();
        var cookies = request == null ? null : request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (var cookie : cookies) {
            if (cookie.getName().equals(LAST)) {
                return parse(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<Visit> parse(String value) {
        try {
            var parts = URLDecoder.decode(value, StandardCharsets.UTF_8).split("/");
            return parts.length == 2 ? Optional.of(new Visit(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A channel somebody looked at. */
    public record Visit(String space, String channel) {}
}
