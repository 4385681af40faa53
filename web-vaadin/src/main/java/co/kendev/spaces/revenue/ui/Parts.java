package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.pricing.Party;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Parts that the screens of money share. */
final class Parts {
    private Parts() {}

    static Header bar(String title, Component... tools) {
        var list = new NativeButton();
        list.add(new Icon("menu"));
        list.addClassNames("tool", "to-list");
        list.getElement().setAttribute("data-do", "list");
        list.getElement().setAttribute("aria-label", "Show channels");
        var name = new Span(title);
        name.addClassNames("bar-title", "grow");
        var bar = new Header(list, name);
        bar.add(tools);
        bar.addClassName("bar");
        return bar;
    }

    /** A box with a heading. */
    static Section box(String title, Component... content) {
        var box = new Section();
        box.add(new H2(title));
        box.add(content);
        box.addClassName("box");
        return box;
    }

    static Span soft(String words) {
        var soft = new Span(words);
        soft.addClassName("soft");
        return soft;
    }

    static Paragraph fine(String words) {
        var fine = new Paragraph(words);
        fine.addClassName("fine");
        return fine;
    }

    static Anchor link(String href, String words, String... classes) {
        var link = new Anchor(href, words);
        link.addClassNames(classes);
        return link;
    }

    /** The way to the statements of closed months, which are pages of their own. */
    static Anchor statements(MoneyPlace here, String words, String... classes) {
        var link = link("/statements?tenant=" + here.slug(), words, classes);
        link.setRouterIgnore(true);
        return link;
    }

    /** An instant in the viewer's own zone. */
    static Span time(Instant at, String mode) {
        var time = new Element("spaces-time");
        time.setProperty("at", at.toString());
        time.setProperty("mode", mode);
        var span = new Span();
        span.getElement().appendChild(time);
        return span;
    }

    static Span state(String word) {
        var state = new Span(word);
        state.addClassNames("state", "money-" + word);
        return state;
    }

    /** How a payment stands: of one that went back whole, nothing is pending or available any more. */
    static Span standing(Payment payment) {
        return state(payment.isRefunded() ? "refunded" : payment.state().word());
    }

    static void fact(DescriptionList facts, String name, Component value) {
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }

    /** Who has what, as a bar with a legend. */
    static Div split(Figures figures, Currency currency, ToLongFunction<Party> parts, Party... parties) {
        var shown = Arrays.stream(parties)
                .filter(party -> parts.applyAsLong(party) != 0)
                .toList();
        var bar = new Div();
        bar.addClassName("split-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        var legend = new UnorderedList();
        legend.addClassName("legend");
        for (var party : shown) {
            var minor = parts.applyAsLong(party);
            var part = new Span();
            part.addClassName(word(party));
            part.getStyle().set("flex-grow", String.valueOf(Math.abs(minor)));
            bar.add(part);
            var sum = new Span(figures.money(minor, currency));
            sum.addClassName("n");
            var line = new ListItem(new Span(Figures.name(party)), sum);
            line.addClassName(word(party));
            legend.add(line);
        }
        var split = new Div(bar, legend);
        split.addClassName("split");
        return split;
    }

    private static String word(Party party) {
        return party.name().toLowerCase(Locale.ROOT);
    }
}
