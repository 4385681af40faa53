package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts of all an operator wants to see; null for any.
 *
 * @param after the id of the last account the caller has
 */
public record AccountFilter(
        @Nullable TenantId tenant,
        @Nullable String type,
        @Nullable Currency currency,
        @Nullable Long after,
        int limit) {}
