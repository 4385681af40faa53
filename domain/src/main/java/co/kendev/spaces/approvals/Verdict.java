package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Locale;

/** What somebody says to a proposal. */
public enum Verdict {
    APPROVE,
    REJECT;

    /** The word in rows and interfaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What was done by it, as the story tells it. */
    String done() {
        return switch (this) {
            case APPROVE -> "approved";
            case REJECT -> "rejected";
        };
    }

    static Verdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Reads the word as interfaces write it; a refusal names the field. */
    public static Verdict parse(String word, String field) {
        for (var verdict : values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        throw DomainException.invalid(field, "The decision is approve or reject.");
    }
}
