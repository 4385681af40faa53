package co.kendev.spaces.ledger;

import java.math.BigInteger;
import java.util.Currency;

/** All accounts of a currency: the sum of those below zero, and of those above; the same as long as the books are right. */
public record TrialBalance(Currency currency, BigInteger debit, BigInteger credit) {}
