package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a customer stands on the way. */
public enum Journey {
    AWARENESS,
    CONSIDERATION,
    PURCHASE,
    RETENTION;

    /** The word interfaces and the database use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static Journey parse(String word, String field) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "One of "
                                + Arrays.stream(values()).map(Journey::word).collect(Collectors.joining(", "))
                                + ", please."));
    }
}
