package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.spaces.Brand;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.dom.Element;

/** Puts a brand on a part of the screen: the handful of tokens from which tokens.css derives the rest. */
public final class BrandTokens {
    private BrandTokens() {}

    public static void apply(HasElement part, Brand brand) {
        apply(part.getElement(), brand);
    }

    static void apply(Element element, Brand brand) {
        var radius = brand.radius();
        element.setAttribute("data-sp-brand", "");
        element.getStyle()
                .set("--sp-accent", lightDark(brand.accentLight(), brand.accentDark()))
                .set(
                        "--sp-accent-text",
                        lightDark(Contrast.inkOn(brand.accentLight()), Contrast.inkOn(brand.accentDark())))
                .set("--sp-radius-1", radius / 2 + "px")
                .set("--sp-radius-2", radius + "px")
                .set("--sp-radius-3", radius * 3 / 2 + "px")
                .set("--sp-brand-font", font(brand.font()));
    }

    private static String lightDark(String light, String dark) {
        return "light-dark(" + light + ", " + dark + ")";
    }

    private static String font(String kind) {
        return switch (kind) {
            case "humanist" -> "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"Source Sans 3\", var(--sp-font)";
            case "geometric" -> "Avenir, \"Avenir Next\", Montserrat, Corbel, \"URW Gothic\", var(--sp-font)";
            case "serif" ->
                "Charter, \"Iowan Old Style\", \"Palatino Linotype\", Palatino, \"Noto Serif\", Georgia, serif";
            case "mono" -> "var(--sp-font-mono)";
            default -> "var(--sp-font)";
        };
    }
}
