package co.kendev.spaces.platform.web;

import org.jspecify.annotations.Nullable;

/** Addresses on this host. */
public final class Paths {
    private Paths() {}

    /** Where a member enters a space. */
    public static String inside(String slug) {
        return "/app/s/" + slug;
    }

    /** The path, if it stays on this host; browsers read a backslash as a slash, and two slashes as another host. */
    public static String localOr(@Nullable String path, String otherwise) {
        return path != null
                        && path.startsWith("/")
                        && !path.startsWith("//")
                        && path.indexOf('\\') < 0
                        && path.chars().allMatch(c -> c > ' ' && c != 0x7F)
                ? path
                : otherwise;
    }
}
