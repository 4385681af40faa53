package co.kendev.spaces.agents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an agent is for. */
public enum Purpose {
    GENERAL_BUSINESS,
    ETHICS_ANALYSIS,
    DOCUMENTS_IMAGES,
    SPECIALIST_KNOWLEDGE,
    /** Nothing of it may leave the house. */
    PRIVATE_LEGAL;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Purpose> of(String word) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.word().equals(word))
                .findFirst();
    }
}
