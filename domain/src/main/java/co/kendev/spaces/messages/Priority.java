package co.kendev.spaces.messages;

/** How soon somebody should look. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** The word interfaces and the database use. */
    public String word() {
        return Words.of(this);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static Priority parse(String word, String field) {
        return Words.parse(values(), word, field);
    }
}
