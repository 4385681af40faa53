package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;

/**
 * The person in front of a screen.
 *
 * @param theme how they want it: {@code dark}, {@code light} or {@code system}
 */
public record Viewer(PersonId person, String name, String email, boolean operator, String theme) {
    /** The viewer, acting in one tenant. */
    public Actor in(TenantId tenant) {
        return new Actor(person, tenant, name, operator);
    }
}
