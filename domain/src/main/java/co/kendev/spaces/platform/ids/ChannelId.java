package co.kendev.spaces.platform.ids;

import java.util.UUID;

/** Identifies a channel. */
public record ChannelId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
