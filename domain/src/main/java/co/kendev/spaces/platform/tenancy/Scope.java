package co.kendev.spaces.platform.tenancy;

import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import org.jspecify.annotations.Nullable;

/** For whom a transaction runs; the database shows it no rows of anybody else. */
public record Scope(@Nullable TenantId tenant, @Nullable PersonId person) {
    /** Sees only what is public or reached through a narrow function. */
    public static final Scope NOBODY = new Scope(null, null);

    public static Scope of(TenantId tenant) {
        return new Scope(tenant, null);
    }

    public static Scope of(PersonId person) {
        return new Scope(null, person);
    }
}
