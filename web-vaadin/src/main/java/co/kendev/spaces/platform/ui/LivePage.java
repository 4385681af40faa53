package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page that looks again every few seconds and draws what changed.
 *
 * @param <T> what it looks at; equal when nothing changed
 */
public abstract class LivePage<T> extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    protected static final Duration PAUSE = Duration.ofSeconds(3);

    private final Header bar;
    private final Div above = new Div();
    private final Div content = new Div();
    private final transient Repeat again;
    private transient @Nullable T shown;

    protected LivePage(String title, String lede) {
        this(title, lede, PAUSE);
    }

    /** @param pause between two looks; longer for what costs more to look at than it changes */
    protected LivePage(String title, String lede, Duration pause) {
        again = new Repeat(pause, this::again);
        addClassName("page");
        var words = new Paragraph(lede);
        words.addClassName("lede");
        var column = new Div(new H1(title), words, above, content);
        column.addClassNames("column", "full");
        var scroll = new Div(column);
        scroll.addClassName("page-scroll");
        bar = bar(title);
        add(bar, scroll);
    }

    private static Header bar(String title) {
        var list = new NativeButton();
        list.add(new Icon("menu"));
        list.addClassNames("tool", "to-list");
        list.getElement().setAttribute("data-do", "list");
        list.getElement().setAttribute("aria-label", "Show the pages");
        var name = new Span(title);
        name.addClassName("bar-title");
        var bar = new Header(list, name);
        bar.addClassName("bar");
        return bar;
    }

    /** Puts something above what is drawn again and again. */
    protected final void above(Component part) {
        above.add(part);
    }

    /** Puts something beside the title. */
    protected final void beside(Component part) {
        bar.add(part);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        read(event);
        refresh();
    }

    /** Takes from the address what to look at. */
    protected void read(BeforeEnterEvent event) {}

    /** Looks; runs on any thread. */
    protected abstract T look();

    /** Draws what was seen, into what is empty. */
    protected abstract void draw(Div content, T seen);

    /** Puts what was seen in place of what is shown. */
    protected void show(Div content, T seen) {
        content.removeAll();
        draw(content, seen);
    }

    /** Looks and draws now. */
    protected final void refresh() {
        show(look());
    }

    private void show(T seen) {
        shown = seen;
        show(content, seen);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        again.begin(attached.getUI());
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        again.end();
    }

    private void again(UI ui) {
        var seen = look();
        if (!Objects.equals(seen, shown)) {
            ui.access(() -> show(seen));
        }
    }

    /** An instant in the viewer's own zone. */
    protected static Element time(Instant at, String mode) {
        var time = new Element("spaces-time");
        time.setProperty("at", at.toString());
        time.setProperty("mode", mode);
        return time;
    }

    /** A word at the beginning of a line. */
    protected static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    protected static Span cell(String words, String... classes) {
        var cell = new Span(words);
        cell.addClassName("cut");
        cell.addClassNames(classes);
        cell.setTitle(words);
        return cell;
    }

    protected static Span state(String word) {
        var state = new Span(word);
        state.addClassNames("state", word);
        return state;
    }

    protected static Div nothing(String title, String words) {
        var head = new Element("b");
        head.setText(title);
        var nothing = new Div();
        nothing.addClassName("nothing");
        nothing.getElement().appendChild(head, Element.createText(words));
        return nothing;
    }
}
