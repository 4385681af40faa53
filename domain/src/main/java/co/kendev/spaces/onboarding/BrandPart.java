package co.kendev.spaces.onboarding;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.spaces.Brand;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the space looks; built together with the space, which reads it from here. */
@Component
@Order(10)
class BrandPart implements TemplatePart<BrandPart.Content> {
    /** WCAG 2.2, 1.4.3. */
    private static final double CONTRAST_MIN = 4.5;
    /** The surfaces of the design system on which contrast is lowest. */
    private static final String DARK_SURFACE = "#383a40";

    private static final String LIGHT_SURFACE = "#e3e5e8";
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    @Override
    public String field() {
        return "brand";
    }

    @Override
    public Stage stage() {
        return Stage.SPACE;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        field.onlyFields(Set.of("accentDark", "accentLight", "radius", "font", "logo"));
        var logo = field.object("logo");
        logo.onlyFields(Set.of("background", "foreground"));
        var content = new Content(
                colour(field, "accentDark"),
                colour(field, "accentLight"),
                field.number("radius", 0, 20),
                field.text("font", 20),
                colour(logo, "background"),
                colour(logo, "foreground"));

        legible(field, "accentDark", content.accentDark, DARK_SURFACE);
        legible(field, "accentLight", content.accentLight, LIGHT_SURFACE);
        legible(logo, "foreground", content.foreground, content.background);
        try {
            content.of(soFar.name());
        } catch (DomainException e) {
            field.problem("", e.detail());
        }
        return content;
    }

    @Override
    public void build(Site site, Content content) {}

    private static String colour(TemplateReader field, String name) {
        return field.text(name, COLOUR, "#1f6b33");
    }

    private static void legible(TemplateReader field, String name, String colour, String on) {
        if (!COLOUR.matcher(colour).matches() || !COLOUR.matcher(on).matches()) {
            return;
        }
        double contrast = contrast(colour, on);
        if (contrast < CONTRAST_MIN) {
            field.problem(
                    name,
                    "is hard to read: its contrast on %s is %.1f. Choose a colour with %.1f or more."
                            .formatted(on, contrast, CONTRAST_MIN));
        }
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double channel = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    record Content(
            String accentDark, String accentLight, int radius, String font, String background, String foreground) {
        Brand of(String name) {
            return new Brand(
                    accentDark,
                    accentLight,
                    radius,
                    font,
                    new Brand.Logo(null, initials(name), background, foreground));
        }

        /** The first letters of the first two words: HC for Hays Cactus Farm. */
        private static String initials(String name) {
            var initials = new StringBuilder();
            for (var word : name.strip().split("[\\s._&/-]+", -1)) {
                if (!word.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
                    initials.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
                }
            }
            return initials.isEmpty() ? "•" : initials.toString();
        }
    }
}
