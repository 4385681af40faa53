package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.ui.Redraw;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;

/** A plain table whose columns have the classes of their heads: {@code n} for figures, {@code wide-only} for what gives way. */
final class Table extends Div {
    private static final long serialVersionUID = 1L;

    private final Element body = new Element("tbody");
    private final List<String> classes = new ArrayList<>();

    Table(String caption, Component... heads) {
        addClassName("table");
        // on a narrow screen it scrolls sideways, also for who has no pointer
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", caption);
        var table = new Element("table");
        var words = new Element("caption");
        words.setText(caption);
        words.setAttribute("class", "sr");
        var line = new Element("tr");
        for (var head : heads) {
            var cell = new Element("th");
            cell.setAttribute("scope", "col");
            var of = String.join(" ", head.getElement().getClassList());
            classes.add(of);
            if (!of.isEmpty()) {
                cell.setAttribute("class", of);
            }
            var order = head.getElement().getAttribute("data-order");
            if (order != null) {
                cell.setAttribute("aria-sort", order.equals("up") ? "ascending" : "descending");
            }
            cell.appendChild(head.getElement());
            line.appendChild(cell);
        }
        var top = new Element("thead");
        top.appendChild(line);
        table.appendChild(words, top, body);
        getElement().appendChild(table);
    }

    static Span head(String words, String... classes) {
        var head = new Span(words);
        head.addClassNames(classes);
        return head;
    }

    /** One component per column, in a line that is found again by its key when the table is drawn anew. */
    Table row(String key, Component... cells) {
        row(cells);
        Redraw.key(body.getChild(body.getChildCount() - 1), key);
        return this;
    }

    /** One component per column. */
    Table row(Component... cells) {
        var line = new Element("tr");
        for (var i = 0; i < cells.length; i++) {
            var cell = new Element(i == 0 ? "th" : "td");
            if (i == 0) {
                cell.setAttribute("scope", "row");
            }
            if (!classes.get(i).isEmpty()) {
                cell.setAttribute("class", classes.get(i));
            }
            cell.appendChild(cells[i].getElement());
            line.appendChild(cell);
        }
        body.appendChild(line);
        return this;
    }
}
