package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.tenancy.Actor;

/** Published inside the transaction in which somebody invited a person into a space. */
public record MemberInvited(Actor actor, SpaceId space, Role role) {}
