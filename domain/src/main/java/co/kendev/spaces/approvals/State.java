package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where an approval stands. */
public enum State {
    OPEN,
    APPROVED,
    REJECTED,
    EXPIRED,
    /** By whoever proposed it. */
    WITHDRAWN;

    /** The word in rows and interfaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Reads the word as interfaces write it; a refusal names the field and the words there are. */
    public static State parse(String word, String field) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "The state is one of "
                                + Arrays.stream(values()).map(State::word).collect(Collectors.joining(", ")) + "."));
    }
}
