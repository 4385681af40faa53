package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page for operators, which does not exist for anybody else. It looks again every few seconds and draws what changed.
 *
 * @param <T> what it looks at; equal when nothing changed
 */
abstract class OperatorPage<T> extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPage.class);
    private static final long PAUSE_SECONDS = 3;
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("operator-", 0).factory());

    private final Viewer viewer;
    private final Div above = new Div();
    private final Div content = new Div();
    private transient volatile boolean watching;
    private transient @Nullable T shown;

    OperatorPage(Viewers viewers, TemporalUi temporal, String title, String lede) {
        this.viewer = viewers.current();
        addClassName("page");
        var words = new Paragraph(lede);
        words.addClassName("lede");
        var column = new Div(new H1(title), words, above, content);
        column.addClassNames("column", "full");
        var scroll = new Div(column);
        scroll.addClassName("page-scroll");
        add(bar(title), scroll);
        if (temporal.isTestEngine()) {
            above(banner());
        }
    }

    private static Div banner() {
        var banner = new Div(
                new Icon("alert"),
                new Span(
                        "The in-JVM test engine stands in for Temporal. Nothing it knows survives a restart, and there are no lists of runs and no schedules. With Go on this machine, make run builds the real server."));
        banner.addClassName("banner");
        banner.getElement().setAttribute("role", "note");
        return banner;
    }

    /** Puts something above what is drawn again and again. */
    final void above(Component part) {
        above.add(part);
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

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        if (!viewer.operator()) {
            throw new NotFoundException("for operators");
        }
        read(event);
        refresh();
    }

    /** Takes from the address what to look at. */
    void read(BeforeEnterEvent event) {}

    /** Looks; runs on any thread. */
    abstract T look();

    /** Draws what was seen. */
    abstract void draw(Div content, T seen);

    final Actor actor() {
        return viewer.in(Actor.NOWHERE);
    }

    /** Looks and draws now. */
    final void refresh() {
        show(look());
    }

    private void show(T seen) {
        shown = seen;
        content.removeAll();
        draw(content, seen);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        if (!watching) {
            watching = true;
            later(attached.getUI());
        }
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        watching = false;
    }

    private void later(UI ui) {
        CompletableFuture.runAsync(
                () -> again(ui), CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS, THREADS));
    }

    private void again(UI ui) {
        if (!watching) {
            return;
        }
        try {
            var seen = look();
            if (!Objects.equals(seen, shown)) {
                ui.access(() -> show(seen));
            }
        } catch (UIDetachedException gone) {
            return;
        } catch (RuntimeException e) {
            LOG.debug("the page keeps what it shows", e);
        }
        later(ui);
    }

    /** An instant in the viewer's own zone. */
    static Element time(Instant at, String mode) {
        var time = new Element("spaces-time");
        time.setProperty("at", at.toString());
        time.setProperty("mode", mode);
        return time;
    }

    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    static Span cell(String words, String... classes) {
        var cell = new Span(words);
        cell.addClassName("cut");
        cell.addClassNames(classes);
        cell.setTitle(words);
        return cell;
    }

    static Span state(String word) {
        var state = new Span(word);
        state.addClassNames("state", word);
        return state;
    }

    static Div nothing(String title, String words) {
        var head = new Element("b");
        head.setText(title);
        var nothing = new Div();
        nothing.addClassName("nothing");
        nothing.getElement().appendChild(head, Element.createText(words));
        return nothing;
    }
}
