package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Says to everybody that business time is ahead, and how far; not there while it is not. */
public final class ClockStrip extends Div {
    private static final long serialVersionUID = 1L;

    private final transient ClockWatch clock;
    private final boolean operator;
    private transient @Nullable Runnable watcher;

    /** @param operator whether it leads to the page on which the clock is moved */
    public ClockStrip(ClockWatch clock, boolean operator) {
        this.clock = clock;
        this.operator = operator;
        addClassName("clock-strip");
        getElement().setAttribute("role", "status");
        draw();
    }

    /** Draws it as business time is now. */
    public void draw() {
        removeAll();
        var ahead = clock.offset();
        setVisible(ahead.isPositive());
        if (ahead.isPositive()) {
            var date = new Element("spaces-time");
            date.setProperty("at", clock.now().toString());
            date.setProperty("mode", "date");
            var words = new Span();
            words.getElement()
                    .appendChild(Element.createText("Demo clock: "), date, Element.createText(", " + words(ahead)));
            add(new Icon("clock"), operator ? page(words) : words);
        }
    }

    private static Component page(Component words) {
        var page = new Anchor("operator/clock");
        page.add(words);
        return page;
    }

    /** How far it is ahead, as people say it: {@code +30 days, 1 hour}. */
    public static String words(Duration ahead) {
        var parts = new ArrayList<String>();
        add(parts, ahead.toDays(), "day");
        add(parts, ahead.toHoursPart(), "hour");
        if (parts.isEmpty() || ahead.toDays() == 0) {
            add(parts, ahead.toMinutesPart(), "minute");
        }
        return "+" + (parts.isEmpty() ? ahead.toSeconds() + " seconds" : String.join(", ", parts));
    }

    private static void add(ArrayList<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var ui = attached.getUI();
        Runnable hears = () -> redraw(ui);
        watcher = hears;
        clock.add(hears);
        draw();
    }

    private void redraw(UI ui) {
        try {
            ui.access(this::draw);
        } catch (UIDetachedException gone) {
            // the tab was closed in the meantime
        }
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        if (watcher != null) {
            clock.remove(watcher);
        }
    }
}
