package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of thing a message is. */
public enum MessageType {
    TEXT,
    IMAGE,
    WIDGET,
    SYSTEM,
    AI_AGENT,
    VOICE_AI,
    WEB_CHAT,
    CUSTOMER_INQUIRY;

    /** The word interfaces and the database use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static MessageType parse(String word, String field) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "One of "
                                + Arrays.stream(values()).map(MessageType::word).collect(Collectors.joining(", "))
                                + ", please."));
    }
}
