package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which part of the business a message concerns. */
public enum Department {
    SALES,
    MARKETING,
    OPERATIONS,
    SUPPORT,
    FINANCE;

    /** The word interfaces and the database use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static Department parse(String word, String field) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "One of "
                                + Arrays.stream(values()).map(Department::word).collect(Collectors.joining(", "))
                                + ", please."));
    }
}
