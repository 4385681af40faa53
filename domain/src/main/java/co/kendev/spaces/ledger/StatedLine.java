package co.kendev.spaces.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of an account, with what it belongs to.
 *
 * @param key of its transaction; null, as the memo, in the book of somebody else
 * @param transactionKind what happened, in the words of the feature that posted it
 */
public record StatedLine(
        UUID transaction,
        @Nullable String key,
        String transactionKind,
        Instant effectiveAt,
        Instant recordedAt,
        @Nullable String memo,
        int line,
        long minor,
        String kind,
        Instant availableAt) {

    /** Where the next page begins. */
    public Place place() {
        return new Place(effectiveAt, transaction, line);
    }

    /** A line in the order of effect. */
    public record Place(Instant at, UUID transaction, int line) {
        /** Before every line. */
        public static final Place START = new Place(Instant.EPOCH, new UUID(0, 0), 0);
    }
}
