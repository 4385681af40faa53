package co.kendev.spaces.ledger;

import java.math.BigInteger;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * An account as operators see it. The sums have no end that an account could reach.
 *
 * @param tenant the slug of the business it belongs to; null for the platform's own, and once the business is gone
 */
public record AccountStanding(
        long id,
        String type,
        String owner,
        @Nullable String tenant,
        Currency currency,
        BigInteger balance,
        BigInteger pending,
        BigInteger available) {}
