package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.SpaceAccess;

/** Where a viewer is, and as whom. */
public record Place(Actor actor, SpaceAccess access) {
    public Space space() {
        return access.space();
    }
}
