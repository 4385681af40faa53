package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.revenue.Tellers;
import co.kendev.spaces.spaces.ui.Place;
import co.kendev.spaces.spaces.ui.Places;
import co.kendev.spaces.spaces.ui.SpacePage;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds whose money an address names, and offers the way there to who may see it. */
@Component
class MoneyPlaces implements SpacePage {
    private final Places places;
    private final Tenants tenants;

    MoneyPlaces(Places places, Tenants tenants) {
        this.places = places;
        this.tenants = tenants;
    }

    /** The tenant whose own space a route names, for members who may see its money and for operators. */
    MoneyPlace get(Viewer viewer, RouteParameters parameters) {
        var slug = parameters.get("space").orElse("");
        var tenant = tenants.idOf(slug)
                .flatMap(tenants::find)
                .orElseThrow(() -> new NotFoundException("no business of that name"));
        var place = places.find(viewer, slug).orElse(null);
        if (place == null ? !viewer.operator() : !isShown(place)) {
            throw new NotFoundException("not for the viewer");
        }
        return new MoneyPlace(viewer.in(tenant.id()), tenant, place);
    }

    @Override
    public List<Entry> in(Place place) {
        var slug = place.space().slug();
        var own = tenants.find(place.actor().tenant())
                .filter(tenant -> tenant.slug().equals(slug))
                .isPresent();
        var entries = new ArrayList<Entry>();
        if (own && isShown(place)) {
            entries.add(new Entry(Where.BESIDE_CHANNELS, MoneyPlace.revenue(slug), "chart", "Revenue"));
            entries.add(new Entry(Where.SETTINGS, MoneyPlace.partnership(slug), "chart", "Partnership"));
        }
        return entries;
    }

    private static boolean isShown(Place place) {
        return place.actor().operator() || Tellers.mayRead(place.access().role());
    }
}
