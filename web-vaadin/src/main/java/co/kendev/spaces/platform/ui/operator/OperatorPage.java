package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.LivePage;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.time.Duration;

/**
 * A page for operators, which does not exist for anybody else.
 *
 * @param <T> what it looks at; equal when nothing changed
 */
public abstract class OperatorPage<T> extends LivePage<T> {
    private static final long serialVersionUID = 1L;

    private final Viewer viewer;

    protected OperatorPage(Viewers viewers, TemporalUi temporal, String title, String lede) {
        this(viewers, temporal, title, lede, PAUSE);
    }

    protected OperatorPage(Viewers viewers, TemporalUi temporal, String title, String lede, Duration pause) {
        super(title, lede, pause);
        this.viewer = viewers.current();
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

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        if (!viewer.operator()) {
            throw new NotFoundException("for operators");
        }
        super.beforeEnter(event);
    }

    protected final Actor actor() {
        return viewer.in(Actor.NOWHERE);
    }
}
