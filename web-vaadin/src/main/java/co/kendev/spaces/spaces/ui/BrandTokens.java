package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.spaces.Brand;
import co.kendev.spaces.spaces.web.BrandCss;
import com.vaadin.flow.component.HasElement;

/** Puts a brand on a part of the screen. */
public final class BrandTokens {
    private BrandTokens() {}

    public static void apply(HasElement part, Brand brand) {
        var element = part.getElement();
        element.setAttribute("data-sp-brand", "");
        BrandCss.tokens(brand).forEach(element.getStyle()::set);
    }
}
