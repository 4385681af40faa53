package co.kendev.spaces.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What all accounts of a type hold together in a currency. The sums have no end that they could reach.
 *
 * @param pending what may not be spent yet
 * @param maturing the part of it that an hour to come makes available
 * @param next that hour, of the first of it; null without any
 */
public record TypeStanding(
        String type,
        Currency currency,
        BigInteger balance,
        BigInteger pending,
        BigInteger maturing,
        @Nullable Instant next) {}
