package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the space of an address among those of the viewer. */
@Component
public class Places {
    private final People people;
    private final Spaces spaces;
    private final Access access;
    private final ObjectProvider<SpacePage> pages;

    Places(People people, Spaces spaces, Access access, ObjectProvider<SpacePage> pages) {
        this.people = people;
        this.spaces = spaces;
        this.access = access;
        this.pages = pages;
    }

    /** What features add to a space for its viewer. */
    public List<SpacePage.Entry> pages(Place place, SpacePage.Where where) {
        return pages.orderedStream()
                .flatMap(page -> page.in(place).stream())
                .filter(entry -> entry.where() == where)
                .toList();
    }

    /** The viewer's spaces, oldest business first. */
    public List<Space> of(Viewer viewer) {
        return spaces.of(viewer.person());
    }

    /** The space an address names; empty when the viewer is no member of it. */
    public Optional<Place> find(Viewer viewer, String slug) {
        for (var membership : people.memberships(viewer.person())) {
            var space = spaces.find(membership.tenant(), slug);
            if (space.isPresent()) {
                var actor = viewer.in(membership.tenant());
                return Optional.of(
                        new Place(actor, access.space(actor, space.get().id())));
            }
        }
        return Optional.empty();
    }

    /** The space that a route's parameter {@code space} names, or the page for addresses that lead nowhere. */
    public Place get(Viewer viewer, RouteParameters parameters) {
        return parameters
                .get("space")
                .flatMap(slug -> find(viewer, slug))
                .orElseThrow(() -> new NotFoundException("no space of the viewer"));
    }
}
