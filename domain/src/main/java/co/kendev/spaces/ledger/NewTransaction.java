package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What shall be recorded, all of it or nothing; the lines add up to zero in every currency.
 *
 * @param book the tenant in whose book it stands
 * @param key unique in the book: recorded once, however often it comes
 * @param kind what happened, in the words of the feature that posts
 * @param effectiveAt when it happened
 * @param reverses the transaction of the same book that it takes back
 */
public record NewTransaction(
        TenantId book,
        String key,
        String kind,
        Instant effectiveAt,
        @Nullable UUID reverses,
        String memo,
        List<Line> lines) {
    static final int KEY_MAX = 300;
    static final int KIND_MAX = 60;
    static final int MEMO_MAX = 1_000;
    static final int LINES_MAX = 1_000;

    public NewTransaction {
        Texts.between(key, 1, KEY_MAX, "the key of a transaction");
        Texts.between(kind, 1, KIND_MAX, "the kind of a transaction");
        Texts.between(memo, 0, MEMO_MAX, "the memo of a transaction");
        effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
        lines = List.copyOf(lines);
        if (lines.size() < 2 || lines.size() > LINES_MAX) {
            throw new IllegalArgumentException("a transaction has 2 to " + LINES_MAX + " lines: " + lines.size());
        }
        requireZero(lines);
    }

    private static void requireZero(List<Line> lines) {
        var sums = new HashMap<Currency, BigInteger>();
        lines.forEach(line -> sums.merge(line.account().currency(), BigInteger.valueOf(line.minor()), BigInteger::add));
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                throw new IllegalArgumentException("the lines do not add up to zero: " + sum + " " + currency);
            }
        });
    }
}
