package co.kendev.spaces.ledger;

import java.time.Instant;

/**
 * What a book had recorded before a position of the ledger, of all that took effect before an instant. Such a set never changes
 * again, whatever is recorded later; one with a later position and a later instant holds it.
 *
 * @param position the number of a database transaction; every one before it has ended
 */
public record Cut(long position, Instant until) {
    /** Before anything was recorded. */
    public static final Cut NOTHING = new Cut(0, Instant.EPOCH);
}
