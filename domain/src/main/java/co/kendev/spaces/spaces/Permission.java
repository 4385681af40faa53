package co.kendev.spaces.spaces;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing a role may do in a space or channel. */
public enum Permission {
    VIEW,
    POST,
    /** Post in announcement channels. */
    ANNOUNCE,
    INVITE,
    MANAGE_CHANNELS,
    MANAGE_SPACE,
    /** Delete what others wrote. */
    MODERATE;

    /** The permission as templates and interfaces write it, for example {@code manage-channels}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Permission> of(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word().equals(word))
                .findFirst();
    }
}
