package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The way to an {@link Errand}, which counts what waits there by itself. */
public final class ErrandLink extends Anchor {
    private static final long serialVersionUID = 1L;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int SHOWN_MAX = 99;

    private final transient Errand errand;
    private final Viewer viewer;
    private final Span badge = new Span();
    private final transient Repeat again = new Repeat(PAUSE, this::count);

    public ErrandLink(Errand errand, Viewer viewer) {
        super(errand.address());
        this.errand = errand;
        this.viewer = viewer;
        badge.addClassName("rail-badge");
        badge.getElement().setAttribute("aria-hidden", "true");
        var tip = new Span(errand.name());
        tip.addClassName("tip");
        tip.getElement().setAttribute("aria-hidden", "true");
        addClassNames("rail-item", "rail-tool");
        add(new Icon(errand.icon()), badge, tip);
        show(0);
    }

    /** Counts again at once, because the viewer has just done something about it. */
    public static void refresh(UI ui) {
        of(ui).links.forEach(link -> link.show(link.errand.waiting(link.viewer)));
    }

    private static Shown of(UI ui) {
        var shown = ComponentUtil.getData(ui, Shown.class);
        if (shown == null) {
            shown = new Shown();
            ComponentUtil.setData(ui, Shown.class, shown);
        }
        return shown;
    }

    /** The links of one tab. */
    private static final class Shown implements Serializable {
        private static final long serialVersionUID = 1L;

        private final List<ErrandLink> links = new ArrayList<>();
    }

    /** Says whether the viewer is there now. */
    public void here(String path) {
        if (path.startsWith(errand.address())) {
            getElement().setAttribute("aria-current", "true");
        } else {
            getElement().removeAttribute("aria-current");
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        of(attached.getUI()).links.add(this);
        show(errand.waiting(viewer));
        again.begin(attached.getUI());
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        of(detached.getUI()).links.remove(this);
        again.end();
    }

    private void count(UI ui) {
        int waiting = errand.waiting(viewer);
        ui.access(() -> show(waiting));
    }

    private void show(int waiting) {
        badge.setVisible(waiting > 0);
        badge.setText(waiting > SHOWN_MAX ? SHOWN_MAX + "+" : String.valueOf(waiting));
        getElement().setAttribute("aria-label", errand.name() + (waiting == 0 ? "" : ", " + waiting + " waiting"));
    }
}
