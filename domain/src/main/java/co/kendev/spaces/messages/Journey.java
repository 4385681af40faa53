package co.kendev.spaces.messages;

/** Where a customer stands on the way. */
public enum Journey {
    AWARENESS,
    CONSIDERATION,
    PURCHASE,
    RETENTION;

    /** The word interfaces and the database use. */
    public String word() {
        return Words.of(this);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static Journey parse(String word, String field) {
        return Words.parse(values(), word, field);
    }
}
