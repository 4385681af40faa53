package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.ui.Redraw;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tables of a page, which the viewer sorts and takes along; how they are sorted outlives what is drawn. */
final class Tables {
    private final Runnable redraw;
    private final Map<String, Sort> sorts = new ConcurrentHashMap<>();
    private final Map<String, Table> shown = new ConcurrentHashMap<>();

    /** @param redraw draws the page once more, after another order was chosen */
    Tables(Runnable redraw) {
        this.redraw = redraw;
    }

    /** In which column, and whether the largest comes first. */
    record Sort(int column, boolean down) {}

    /** A table with nothing in it yet. */
    Table table(String name, Component... heads) {
        var table = new Table(this, name, heads);
        shown.put(name, table);
        return table;
    }

    /** A box around it, with the way to take it along. */
    Section box(String name, Table table) {
        var take = new Anchor((DownloadHandler) download -> write(name, download), "CSV");
        take.getElement().setAttribute("aria-label", "CSV of " + name);
        take.addClassName("take");
        Redraw.key(take.getElement(), name);
        Redraw.keep(take.getElement());
        var head = new Div(new H2(name), take);
        head.addClassName("box-head");
        var box = new Section(head, table);
        box.addClassName("box");
        return box;
    }

    @Nullable
    Sort sort(String name) {
        return sorts.get(name);
    }

    /** The same column the other way round, or another one: figures from the largest, words from their beginning. */
    void turn(String name, int column, boolean figures) {
        sorts.compute(
                name,
                (same, now) -> now != null && now.column() == column
                        ? new Sort(column, !now.down())
                        : new Sort(column, figures));
        redraw.run();
    }

    private void write(String name, DownloadEvent download) throws IOException {
        download.setFileName(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".csv");
        download.setContentType("text/csv;charset=utf-8");
        try (var writer = new OutputStreamWriter(download.getOutputStream(), StandardCharsets.UTF_8)) {
            Objects.requireNonNull(shown.get(name)).write(writer);
        }
    }
}
