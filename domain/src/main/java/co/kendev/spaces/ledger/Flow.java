package co.kendev.spaces.ledger;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Currency;

/**
 * What came into accounts of the platform in a month, less what left them.
 *
 * @param month of the time of effect, in UTC
 * @param kind of the transactions, in the words of the features that posted them
 */
public record Flow(Currency currency, YearMonth month, String kind, BigInteger minor) {}
