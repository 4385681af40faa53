package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.SpaceId;
import java.util.Locale;

/**
 * A conversation with a name.
 *
 * @param category the name of the group it is listed under; empty for none
 */
public record Channel(
        ChannelId id, SpaceId space, String name, Kind kind, String topic, String category, int position) {

    /** Who may see a channel and who may speak in it. */
    public enum Kind {
        /** Everybody with the permission to view. */
        PUBLIC,
        /** Only the people added to it. */
        PRIVATE,
        /** Everybody reads; only those who may announce write. */
        ANNOUNCEMENT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
