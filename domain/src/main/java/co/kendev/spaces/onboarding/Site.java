package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;

/**
 * Where a template is being built: for whom, and under which ids, all of them decided when it was asked for.
 */
public record Site(
        Tenant tenant, ProcessId process, SpaceId space, Person owner, String businessName, Template template) {

    public TenantId tenantId() {
        return tenant.id();
    }

    /** A text of the template, with the names of this business and its owner in it. */
    public String fill(String text) {
        return text.replace("{business}", businessName)
                .replace("{owner}", owner.name())
                .replace("{slug}", tenant.slug());
    }
}
