package co.kendev.spaces.agents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who can lend an agent a mind. */
public enum Provider {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    DEEPSEEK,
    OLLAMA,
    /** Our own, always there. */
    OFFLINE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Provider> of(String word) {
        return Arrays.stream(values())
                .filter(provider -> provider.word().equals(word))
                .findFirst();
    }
}
