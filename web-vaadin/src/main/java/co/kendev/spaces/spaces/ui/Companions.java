package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.util.List;
import java.util.UUID;

/** Brings those into the list of members who take part in a space without being people; plugged in by whoever has them. */
public interface Companions {
    /** Who takes part in a space, for one of its members. */
    List<Companion> of(Actor actor, SpaceId space);

    /**
     * One of them.
     *
     * @param role the group they are listed in, for example {@code agent}
     * @param note what they are for, in a few words
     */
    record Companion(UUID id, String name, String role, String note) {}
}
