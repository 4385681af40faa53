package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;

/**
 * A place of a business where people, customers and agents talk.
 *
 * @param slug unique in the installation, never changed
 */
public record Space(SpaceId id, TenantId tenant, String slug, String name, String description, Brand brand) {}
