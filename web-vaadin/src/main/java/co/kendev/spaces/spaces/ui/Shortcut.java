package co.kendev.spaces.spaces.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Addresses that people type and others write: the space without its prefix, and the names of its forms. */
@Route(value = ":space/:rest?", autoLayout = false)
@PermitAll
class Shortcut extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var slug = event.getRouteParameters().get("space").orElse("");
        var rest = event.getRouteParameters().get("rest").orElse("");
        event.forwardTo(
                switch (rest) {
                    case "" -> Addresses.space(slug);
                    case "settings", "brand" -> Addresses.brand(slug);
                    case "invite", "members" -> Addresses.members(slug);
                    default -> Addresses.channel(slug, rest);
                });
    }
}
