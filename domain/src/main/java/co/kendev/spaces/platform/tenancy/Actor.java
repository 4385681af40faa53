package co.kendev.spaces.platform.tenancy;

import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import java.util.UUID;

/**
 * A person acting inside one tenant.
 *
 * @param operator whether the person runs the installation; says nothing about what they may do in a tenant
 */
public record Actor(PersonId person, TenantId tenant, String name, boolean operator) {
    /** Where operators stand, who act for no tenant in particular. */
    public static final TenantId NOWHERE = new TenantId(new UUID(0, 0));

    public Scope scope() {
        return new Scope(tenant, person);
    }
}
