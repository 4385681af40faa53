package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.revenue.FinanceChannel;
import co.kendev.spaces.revenue.Tellers;
import co.kendev.spaces.spaces.ui.Place;
import co.kendev.spaces.spaces.ui.Places;
import co.kendev.spaces.spaces.ui.SpacePage;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Finds whose money an address names, and offers the way there to who may see it. */
@Component
class MoneyPlaces implements SpacePage {
    private final Places places;
    private final Tenants tenants;
    private final FinanceChannel finance;
    private final Feed feed;

    MoneyPlaces(Places places, Tenants tenants, FinanceChannel finance, Feed feed) {
        this.places = places;
        this.tenants = tenants;
        this.finance = finance;
        this.feed = feed;
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

    /** Keeps a page about somebody's money as it is now; see {@link Watch}. */
    <T> Watch<T> watch(UI ui, MoneyPlace place, T shown, Supplier<T> look, Consumer<T> show) {
        var tenant = place.tenant().id();
        return new Watch<>(change -> ui.access(change::run), shown, look, show)
                .over(feed, tenant, finance.find(tenant).orElse(null));
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
