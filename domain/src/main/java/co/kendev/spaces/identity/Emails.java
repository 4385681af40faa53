package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads e-mail addresses as people type them. */
public final class Emails {
    private static final int LENGTH_MAX = 254;
    private static final Pattern ADDRESS = Pattern.compile(
            "[\\p{ASCII}&&[^\\s@<>()\\[\\],;:\\\\\"\\p{Cntrl}]]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

    private Emails() {}

    /** The address in lower case; refuses what cannot be one, naming the field. */
    public static String parse(String input, String field) {
        var trimmed = input.strip();
        if (trimmed.length() > LENGTH_MAX || !ADDRESS.matcher(trimmed).matches()) {
            throw DomainException.invalid(field, "This is not an e-mail address; one looks like name@example.com.");
        }
        return trimmed.toLowerCase(Locale.ROOT);
    }

    /** Whether the address can never receive mail (RFC 2606): such people exist for demonstrations alone. */
    public static boolean isDemo(String email) {
        return email.endsWith(".example");
    }
}
