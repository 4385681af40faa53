package co.kendev.spaces.platform.ids;

import java.util.UUID;

/** Identifies a business with its own walled data. */
public record TenantId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
