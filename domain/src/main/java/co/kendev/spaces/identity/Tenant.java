package co.kendev.spaces.identity;

import co.kendev.spaces.platform.ids.TenantId;
import java.time.ZoneId;
import java.util.Currency;

/**
 * A business on this installation.
 *
 * @param slug the tenant's key everywhere outside: the slug of its first space, never changed
 */
public record Tenant(
        TenantId id,
        String slug,
        String name,
        ZoneId timeZone,
        Currency currency,
        State state,
        String template,
        int templateVersion) {

    /** A tenant's life. */
    public enum State {
        PROVISIONING,
        ACTIVE,
        REMOVED
    }
}
