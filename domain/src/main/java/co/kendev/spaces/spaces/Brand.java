package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a space looks: a handful of tokens that the design system turns into a theme.
 *
 * @param accentDark accent on dark surfaces, {@code #rrggbb}
 * @param accentLight accent on light surfaces, {@code #rrggbb}
 * @param radius corner radius in CSS pixels, 0 to 20
 * @param font one of {@link #FONTS}
 */
public record Brand(String accentDark, String accentLight, int radius, String font, Logo logo) {
    public static final Set<String> FONTS = Set.of("system", "humanist", "geometric", "serif", "mono");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    public Brand {
        colour(accentDark, "brand.accentDark");
        colour(accentLight, "brand.accentLight");
        if (radius < 0 || radius > 20) {
            throw DomainException.invalid("brand.radius", "The radius lies between 0 and 20.");
        }
        if (!FONTS.contains(font)) {
            throw DomainException.invalid("brand.font", "The font is one of " + String.join(", ", FONTS) + ".");
        }
    }

    private static void colour(String value, String field) {
        if (!COLOUR.matcher(value).matches()) {
            throw DomainException.invalid(field, "A colour looks like #1f6b33.");
        }
    }

    /** What stands for the space where there is no room for its name: an emoji or initials on a colour. */
    public record Logo(@Nullable String emoji, @Nullable String initials, String background, String foreground) {
        public Logo {
            colour(background, "brand.logo.background");
            colour(foreground, "brand.logo.foreground");
        }

        /** The emoji, else the initials, else a dot. */
        public String mark() {
            return emoji != null ? emoji : initials != null ? initials : "•";
        }
    }
}
