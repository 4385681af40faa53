package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import java.math.BigInteger;
import java.util.Currency;

/**
 * What the accounts of a type hold that belong to one tenant, in a currency.
 *
 * @param pending what may not be spent yet
 */
public record TenantStanding(TenantId tenant, Currency currency, BigInteger balance, BigInteger pending) {}
