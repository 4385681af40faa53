package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for slugs: the names of spaces in addresses. */
public final class Slugs {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]");
    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private static final Set<String> RESERVED = Set.of(
            "about",
            "abuse",
            "account",
            "accounts",
            "actuator",
            "admin",
            "administrator",
            "api",
            "app",
            "apps",
            "assets",
            "auth",
            "billing",
            "blog",
            "brand",
            "contact",
            "css",
            "dashboard",
            "demo",
            "dev",
            "docs",
            "download",
            "elements",
            "error",
            "favicon",
            "files",
            "help",
            "home",
            "hooks",
            "hook",
            "health",
            "i18n",
            "images",
            "img",
            "info",
            "internal",
            "invite",
            "invitations",
            "js",
            "leo",
            "legal",
            "login",
            "logout",
            "mail",
            "media",
            "messages",
            "metrics",
            "new",
            "null",
            "oauth",
            "operator",
            "operators",
            "payments",
            "platform",
            "press",
            "pricing",
            "privacy",
            "problems",
            "public",
            "register",
            "root",
            "robots",
            "search",
            "security",
            "settings",
            "signin",
            "signup",
            "site",
            "space",
            "spaces",
            "static",
            "status",
            "support",
            "system",
            "temporal",
            "tenant",
            "terms",
            "test",
            "undefined",
            "user",
            "users",
            "vaadin",
            "webhook",
            "webhooks",
            "well-known",
            "widget",
            "www");

    private static final Set<String> RESERVED_SKELETONS =
            RESERVED.stream().map(Slugs::skeleton).collect(java.util.stream.Collectors.toUnmodifiableSet());

    private Slugs() {}

    /** The slug as given, if it obeys the rules; otherwise a refusal that names the rule. */
    public static String parse(String input, String field) {
        if (!SHAPE.matcher(input).matches()) {
            throw DomainException.invalid(
                    field,
                    "The address of a space has 3 to 40 characters: a to z, 0 to 9 and single hyphens, with a letter or digit at both ends.");
        }
        if (RESERVED_SKELETONS.contains(skeleton(input))) {
            throw DomainException.invalid(
                    field, "“" + input + "” is reserved, or looks like a reserved word. Please choose another.");
        }
        return input;
    }

    /** What the slug looks like to the eye (Unicode TS 39, section 4): equal skeletons are mistaken for each other. */
    public static String skeleton(String slug) {
        // the skeleton of a zero is a capital O, of an o a small one: the eye reads both as the same word
        return CONFUSABLES.getSkeleton(slug).toLowerCase(Locale.ROOT);
    }

    static DomainException taken(String slug) {
        return new DomainException(
                ErrorCode.CONFLICT,
                "“" + slug + "” is taken, or looks like one that is. Please choose another.",
                "slug");
    }
}
