package co.kendev.spaces.approvals;

import co.kendev.spaces.identity.Names;
import co.kendev.spaces.platform.errors.DomainException;
import org.jspecify.annotations.Nullable;

/** What may stand in a decider's comment. */
final class Comments {
    /** Characters; what needs more belongs into a message. */
    static final int COMMENT_MAX = 1_000;

    private Comments() {}

    /** The comment without outer blanks, null when nothing is left; a refusal names the field. */
    static @Nullable String check(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return null;
        }
        var text = comment.strip();
        if (text.codePointCount(0, text.length()) > COMMENT_MAX) {
            throw DomainException.invalid("comment", "At most %,d characters.".formatted(COMMENT_MAX));
        }
        if (text.codePoints().anyMatch(c -> c != '\n' && c != '\r' && c != '\t' && isUnfit(c))) {
            throw DomainException.invalid(
                    "comment", "This contains invisible or broken characters. Remove them, please.");
        }
        return text;
    }

    private static boolean isUnfit(int codePoint) {
        return Names.deceives(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
