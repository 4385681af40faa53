package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.spaces.Brand;
import com.vaadin.flow.component.html.Span;

/** What stands for a space where there is no room for its name. */
public final class SpaceMark extends Span {
    private static final long serialVersionUID = 1L;

    public SpaceMark(Brand.Logo logo) {
        addClassName("mark");
        getElement().setAttribute("aria-hidden", "true");
        show(logo);
    }

    void show(Brand.Logo logo) {
        // drawn by the style sheet: letters for the eye, which no reader should spell
        getElement().setAttribute("data-mark", logo.mark());
        getElement()
                .setAttribute(
                        "data-length",
                        String.valueOf(logo.mark().codePointCount(0, logo.mark().length())));
        getStyle().set("--mark-bg", logo.background()).set("--mark-fg", logo.foreground());
    }
}
