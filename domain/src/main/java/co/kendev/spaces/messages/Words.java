package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as interfaces and the database write them: their names in lower case. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a word; a refusal names the field and the words there are. */
    static <E extends Enum<E>> E parse(E[] constants, String word, String field) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "One of "
                                + Arrays.stream(constants).map(Words::of).collect(Collectors.joining(", "))
                                + ", please."));
    }
}
