package co.kendev.spaces.messages.ui;

import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.ui.Addresses;
import co.kendev.spaces.spaces.ui.Places;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A space without a channel named: opens the one the viewer saw last, or the first. */
@Route("s/:space")
@PermitAll
class SpaceView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Places places;
    private final transient Access access;
    private final transient Viewers viewers;
    private String title = "Spaces";

    SpaceView(Places places, Access access, Viewers viewers) {
        this.places = places;
        this.access = access;
        this.viewers = viewers;
        addClassName("home");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var place = places.get(viewers.current(), event.getRouteParameters());
        var slug = place.space().slug();
        var names = access.channels(place.actor(), place.space().id()).stream()
                .map(channel -> channel.channel().name())
                .toList();
        if (!names.isEmpty()) {
            var last = Addresses.lastVisit()
                    .filter(visit -> visit.space().equals(slug) && names.contains(visit.channel()))
                    .map(Addresses.Visit::channel);
            event.forwardTo(Addresses.channel(slug, last.orElse(names.getFirst())));
            return;
        }
        title = place.space().name();
        removeAll();
        add(new H1("No channels yet"));
        if (place.access().may(Permission.MANAGE_CHANNELS)) {
            add(new Paragraph("A channel holds one subject: enquiries, a project, the weekly plan. Begin with one."));
            var way = new Anchor(Addresses.channels(slug), "Add the first channel");
            way.addClassNames("button", "primary");
            add(way);
        } else {
            add(new Paragraph(
                    "There is no channel that you may see yet. Ask the owner of " + title + " to let you in."));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
