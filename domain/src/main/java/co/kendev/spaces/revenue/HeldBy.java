package co.kendev.spaces.revenue;

import java.util.Locale;

/** Where the money of a payment is. */
public enum HeldBy {
    /** It came in through the platform, which owes the tenant its part. */
    PLATFORM,
    /** The tenant took it, in cash for example, and owes the share. */
    TENANT;

    /** The word in rows and interfaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a word; anything else is an {@link IllegalArgumentException}. */
    public static HeldBy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
