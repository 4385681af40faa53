package co.kendev.spaces.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every public page is drawn with, as {@code page} in its template.
 *
 * @param path where it is, for the way back from the theme switch
 * @param theme the word of the {@link Theme}
 * @param origin scheme, host and port as the browser sees them
 * @param host host and port
 * @param loggedIn whether the visitor has a login
 * @param canonical its one address for search engines; null for pages they shall not list
 */
public record Page(
        String path,
        String theme,
        String origin,
        String host,
        boolean loggedIn,
        @Nullable String canonical,
        Assets assets) {
    public String asset(String file) {
        return assets.at(file);
    }

    public String getLang() {
        return "en";
    }

    public List<Theme> getThemes() {
        return List.of(Theme.values());
    }
}
