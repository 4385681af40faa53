package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Names an account; it opens by itself with its first line.
 *
 * @param tenant whose account it is; null for one of the platform's own
 * @param owner tells the accounts of one type apart: a party, a partner, an agent
 */
public record AccountKey(AccountType type, @Nullable TenantId tenant, String owner, Currency currency) {
    static final int OWNER_MAX = 200;

    public AccountKey {
        Texts.between(owner, 0, OWNER_MAX, "the owner of an account");
    }
}
