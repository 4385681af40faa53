package co.kendev.spaces.messages;

import java.util.Locale;
import java.util.UUID;

/** Who wrote a message, with the name they had then. */
public record Author(UUID id, String name, Kind kind) {
    /** The product itself speaking. */
    public static final Author SYSTEM = new Author(new UUID(0, 0), "Spaces", Kind.SYSTEM);

    /** What kind of author. */
    public enum Kind {
        PERSON,
        AGENT,
        CUSTOMER,
        SYSTEM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
