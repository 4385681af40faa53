package co.kendev.spaces.platform.ids;

import java.util.UUID;

/** Identifies a human being, the same in every tenant. */
public record PersonId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
