package co.kendev.spaces.messages;

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
        return Words.of(this);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static MessageType parse(String word, String field) {
        return Words.parse(values(), word, field);
    }
}
