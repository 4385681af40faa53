package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.ui.Redraw;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A plain table whose columns have the classes of their heads: {@code n} for figures, {@code wide-only} for what gives way. */
final class Table extends Div {
    private static final long serialVersionUID = 1L;
    private static final String FIGURES = "n";

    private final Element body = new Element("tbody");
    private final List<String> names = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final List<List<Component>> lines = new ArrayList<>();
    private final transient Tables.@Nullable Sort sort;

    Table(String caption, Component... heads) {
        this(null, caption, heads);
    }

    /** @param tables those of the page, if the viewer may sort this one; else null */
    Table(@Nullable Tables tables, String caption, Component... heads) {
        sort = tables == null ? null : tables.sort(caption);
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
            line.appendChild(column(head, tables, caption));
        }
        var top = new Element("thead");
        top.appendChild(line);
        table.appendChild(words, top, body);
        getElement().appendChild(table);
    }

    private Element column(Component given, @Nullable Tables tables, String caption) {
        var of = String.join(" ", given.getElement().getClassList());
        var head = tables == null ? given : sorting(given, tables, caption);
        var cell = new Element("th");
        cell.setAttribute("scope", "col");
        names.add(given.getElement().getText());
        classes.add(of);
        if (!of.isEmpty()) {
            cell.setAttribute("class", of);
        }
        var order = head.getElement().getAttribute("data-order");
        if (order != null) {
            cell.setAttribute("aria-sort", order.equals("up") ? "ascending" : "descending");
        }
        cell.appendChild(head.getElement());
        return cell;
    }

    private Component sorting(Component head, Tables tables, String caption) {
        var column = names.size();
        var figures = head.getElement().getClassList().contains(FIGURES);
        var button = new NativeButton(head.getElement().getText(), click -> tables.turn(caption, column, figures));
        button.addClassName("sorted");
        if (sort != null && sort.column() == column) {
            button.getElement().setAttribute("data-order", sort.down() ? "down" : "up");
        }
        return button;
    }

    static Span head(String words, String... classes) {
        var head = new Span(words);
        head.addClassNames(classes);
        return head;
    }

    /** A cell that is sorted by its number. */
    static Span number(String words, long number) {
        return valued(words, new Value(BigInteger.valueOf(number), null));
    }

    /** A cell that is sorted by its amount, and taken along without its currency. */
    static Span amount(String words, BigInteger minor, Currency currency) {
        return valued(words, new Value(minor, currency));
    }

    private static Span valued(String words, Value value) {
        var cell = new Span(words);
        ComponentUtil.setData(cell, Value.class, value);
        return cell;
    }

    /** One component per column, in a line that is found again by its key when the table is drawn anew. */
    Table row(String key, Component... cells) {
        Redraw.key(line(cells), key);
        return this;
    }

    /** One component per column. */
    Table row(Component... cells) {
        line(cells);
        return this;
    }

    private Element line(Component... cells) {
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
        var place = place(List.of(cells));
        lines.add(place, List.of(cells));
        body.insertChild(place, line);
        return line;
    }

    /** Behind all that come before it, or are the same. */
    private int place(List<Component> cells) {
        if (sort == null) {
            return lines.size();
        }
        var place = 0;
        while (place < lines.size() && compare(lines.get(place), cells, sort) <= 0) {
            place++;
        }
        return place;
    }

    private static int compare(List<Component> one, List<Component> other, Tables.Sort sort) {
        var left = one.get(sort.column());
        var right = other.get(sort.column());
        var ours = ComponentUtil.getData(left, Value.class);
        var theirs = ComponentUtil.getData(right, Value.class);
        var order = ours == null || theirs == null
                ? words(left).compareToIgnoreCase(words(right))
                : ours.number().compareTo(theirs.number());
        return sort.down() ? -order : order;
    }

    /** An instant stands in its cell as a property, for the browser to put into words. */
    private static String words(Component cell) {
        return cell.getElement()
                .getChildren()
                .filter(child -> !child.isTextNode() && child.hasProperty("at"))
                .findFirst()
                .map(time -> time.getProperty("at"))
                .orElseGet(() -> cell.getElement().getTextRecursively());
    }

    /** Its lines as they stand, amounts in whole units with a point, their currency in a column of its own. */
    void write(Writer writer) throws IOException {
        var csv = new CSVPrinter(writer, CSVFormat.RFC4180);
        var currencies = lines.stream().flatMap(Collection::stream).anyMatch(cell -> currency(cell) != null);
        var heads = new ArrayList<>(names);
        if (currencies) {
            heads.add("Currency");
        }
        csv.printRecord(heads);
        for (var line : lines) {
            var record = new ArrayList<String>();
            line.forEach(cell -> record.add(plain(cell)));
            if (currencies) {
                record.add(line.stream()
                        .map(Table::currency)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Currency::getCurrencyCode)
                        .orElse(""));
            }
            csv.printRecord(record);
        }
        csv.flush();
    }

    private static @Nullable Currency currency(Component cell) {
        var value = ComponentUtil.getData(cell, Value.class);
        return value == null ? null : value.currency();
    }

    private static String plain(Component cell) {
        var value = ComponentUtil.getData(cell, Value.class);
        if (value == null) {
            return PaymentsCsv.harmless(words(cell));
        }
        var currency = value.currency();
        return currency == null ? value.number().toString() : Figures.plain(value.number(), currency);
    }

    /** What a cell stands for; an amount has a currency. */
    private record Value(BigInteger number, @Nullable Currency currency) {}
}
