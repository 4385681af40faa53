package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.tenancy.Actor;

/** Published inside the transaction in which somebody confirmed or changed the look of a space. */
public record SpaceBranded(Actor actor, SpaceId space) {}
