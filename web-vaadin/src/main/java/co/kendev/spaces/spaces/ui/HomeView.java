package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The way in: to the space one was in last, or to how one gets a first one. */
@Route("")
@PageTitle("Spaces")
@PermitAll
class HomeView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient Places places;
    private final transient Viewers viewers;

    HomeView(Places places, Viewers viewers) {
        this.places = places;
        this.viewers = viewers;
        addClassName("home");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var viewer = viewers.current();
        var mine = places.of(viewer);
        if (!mine.isEmpty()) {
            var last = Addresses.lastVisit();
            var goal = mine.stream()
                    .filter(space -> last.isPresent() && last.get().space().equals(space.slug()))
                    .findFirst()
                    .orElse(mine.getFirst());
            event.forwardTo(Addresses.space(goal.slug()));
            return;
        }
        if (viewer.operator()) {
            event.forwardTo("operator/processes");
            return;
        }
        teach(viewer.name());
    }

    private void teach(String name) {
        removeAll();
        var heading = new H1("Good to see you, " + name.strip().split("\\s+")[0] + ".");
        var words = new Paragraph(
                "You are in no space yet. A space is where a business talks with its people, its customers and its AI partners, and where that talk becomes work.");
        var open = new Div(new Icon("plus"), new H2("Open a space for your business"));
        open.add(new Paragraph("Name it, pick a template, and watch it being built. It takes about ten seconds."));
        var sign = new Anchor("/signup", "Open a space");
        sign.setRouterIgnore(true);
        sign.addClassNames("button", "primary");
        open.add(sign);
        var join = new Div(new Icon("mail"), new H2("Join one that exists"));
        join.add(
                new Paragraph(
                        "Ask its owner for an invitation link, for example in #welcome, and open it in this browser. You keep this login."));
        var ways = new Div(open, join);
        ways.addClassName("home-ways");
        add(heading, words, ways);
    }
}
