package co.kendev.spaces.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A posting on one account; credit is positive.
 *
 * @param minor in minor units of the account's currency, never zero, at most {@link #MINOR_MAX} either way
 * @param kind what the line is for, in the words of the feature that posts
 * @param availableAt from when it may be spent, rounded up to the full hour; {@link Ledger#NEVER} until it is released
 */
public record Line(AccountKey account, long minor, String kind, Instant availableAt) {
    /** The largest amount of a line: no sum of a transaction comes near the end of a {@code long}. */
    public static final long MINOR_MAX = 1_000_000_000_000_000L;

    static final int KIND_MAX = 60;

    public Line {
        if (minor == 0 || minor > MINOR_MAX || minor < -MINOR_MAX) {
            throw new IllegalArgumentException("a line is not zero and at most " + MINOR_MAX + ": " + minor);
        }
        Texts.between(kind, 1, KIND_MAX, "the kind of a line");
        if (availableAt.isBefore(Instant.EPOCH) || availableAt.isAfter(Ledger.NEVER)) {
            throw new IllegalArgumentException("a line is available between 1970 and Ledger.NEVER: " + availableAt);
        }
        availableAt = upToTheHour(availableAt);
    }

    /** The instant itself when it is a full hour, else the next one: what may be spent is counted by the hour. */
    public static Instant upToTheHour(Instant at) {
        var hour = at.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(at) ? hour : hour.plus(Duration.ofHours(1));
    }
}
