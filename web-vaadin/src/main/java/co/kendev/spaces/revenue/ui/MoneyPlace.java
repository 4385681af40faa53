package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.ui.Place;
import org.jspecify.annotations.Nullable;

/**
 * Whose money a viewer looks at.
 *
 * @param place null for an operator who is no member
 */
record MoneyPlace(Actor actor, Tenant tenant, @Nullable Place place) {
    String slug() {
        return tenant.slug();
    }

    String revenue() {
        return revenue(slug());
    }

    String payment(String eventId) {
        return revenue() + "/" + eventId;
    }

    static String revenue(String slug) {
        return "s/" + slug + "/revenue";
    }

    static String partnership(String slug) {
        return "s/" + slug + "/settings/partnership";
    }
}
