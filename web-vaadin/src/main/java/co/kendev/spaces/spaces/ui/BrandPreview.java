package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.spaces.Brand;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A space in small, in one theme. */
final class BrandPreview extends Div {
    private static final long serialVersionUID = 1L;

    private final Span name = new Span();
    private final Span markPlace = new Span();

    BrandPreview(String theme) {
        addClassName("preview");
        getElement().setAttribute("data-theme", theme);
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", "Preview in the " + theme + " theme");
        name.addClassName("preview-name");
        var rail = new Div(markPlace);
        rail.addClassName("preview-rail");
        var list = new Div(name, line("welcome", true), line("announcements", false), line("leads", false));
        list.addClassName("preview-list");
        var words = new Span("Good to have you here. Start in ");
        var link = new Span("#leads");
        link.addClassName("preview-link");
        var text = new Div(words, link);
        text.addClassName("preview-text");
        var mention = new Span("@Everybody");
        mention.addClassName("preview-mention");
        var second = new Div(mention, new Span(" the doors are open."));
        second.addClassName("preview-text");
        var button = new Span("Send");
        button.addClassName("preview-button");
        var talk = new Div(text, second, button);
        talk.addClassName("preview-talk");
        add(rail, list, talk);
    }

    void show(String shownName, Brand brand) {
        name.setText(shownName);
        markPlace.removeAll();
        markPlace.add(new SpaceMark(brand.logo()));
        BrandTokens.apply(this, brand);
    }

    private static Span line(String channel, boolean open) {
        var line = new Span(channel);
        line.addClassName("preview-line");
        line.getElement().setAttribute("data-open", open);
        return line;
    }
}
