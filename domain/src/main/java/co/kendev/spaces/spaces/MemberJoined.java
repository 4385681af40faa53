package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;

/** Published inside the transaction in which a person became a member of a space. */
public record MemberJoined(TenantId tenant, SpaceId space, PersonId person, String name, Role role) {}
