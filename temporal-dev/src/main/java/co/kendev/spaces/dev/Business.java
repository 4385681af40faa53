package co.kendev.spaces.dev;

import java.util.Map;

/** A business that the harness signs up. */
public record Business(String slug, String name, String template, String owner, String email) {

    public static final String PASSWORD = "correct horse battery";

    /** Two businesses of one template differ by their slug alone. */
    public static Business of(String slug, String template) {
        return new Business(slug, "Arroyo Verde", template, "Marisol Vega", "owner@" + slug + ".test");
    }

    /** The body of its sign-up. */
    public Map<String, String> signUp() {
        return Map.of(
                "businessName",
                name,
                "slug",
                slug,
                "template",
                template,
                "timeZone",
                "America/Phoenix",
                "currency",
                "USD",
                "ownerName",
                owner,
                "ownerEmail",
                email,
                "password",
                PASSWORD);
    }
}
