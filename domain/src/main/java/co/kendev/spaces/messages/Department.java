package co.kendev.spaces.messages;

/** Which part of the business a message concerns. */
public enum Department {
    SALES,
    MARKETING,
    OPERATIONS,
    SUPPORT,
    FINANCE;

    /** The word interfaces and the database use. */
    public String word() {
        return Words.of(this);
    }

    /** Reads that word; a refusal names the field and the words there are. */
    public static Department parse(String word, String field) {
        return Words.parse(values(), word, field);
    }
}
