package co.kendev.spaces.platform.ids;

import java.util.UUID;

/** Identifies a space. */
public record SpaceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
