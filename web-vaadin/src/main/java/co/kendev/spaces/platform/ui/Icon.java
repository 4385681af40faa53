package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.html.Span;

/** A small picture beside words, which say the same; drawn by the style sheet in the colour of the text. */
public final class Icon extends Span {
    private static final long serialVersionUID = 1L;

    /** @param name a class of shell.css without its prefix, for example {@code hash} */
    public Icon(String name) {
        addClassNames("i", "i-" + name);
        getElement().setAttribute("aria-hidden", "true");
    }
}
