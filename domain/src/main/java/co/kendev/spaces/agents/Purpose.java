package co.kendev.spaces.agents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an agent is for, which decides the provider it prefers. */
public enum Purpose {
    GENERAL_BUSINESS(Provider.OPENAI),
    ETHICS_ANALYSIS(Provider.ANTHROPIC),
    DOCUMENTS_IMAGES(Provider.GEMINI),
    SPECIALIST_KNOWLEDGE(Provider.DEEPSEEK),
    /** Nothing of it may leave the house. */
    PRIVATE_LEGAL(Provider.OLLAMA);

    private final Provider preferred;

    Purpose(Provider preferred) {
        this.preferred = preferred;
    }

    public Provider preferred() {
        return preferred;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Purpose> of(String word) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.word().equals(word))
                .findFirst();
    }
}
