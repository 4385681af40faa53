package co.kendev.spaces.spaces.rest;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Spaces;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the space an address names, by id or slug, and the caller's standing there. */
@Component
public class Addressed {
    private static final String WHAT = "The space";

    private final Access access;
    private final Spaces spaces;
    private final Tenants tenants;

    Addressed(Access access, Spaces spaces, Tenants tenants) {
        this.access = access;
        this.spaces = spaces;
        this.tenants = tenants;
    }

    /** Who acts, and where. */
    public record Place(Actor actor, SpaceId space) {}

    /** The space, if the caller is a member of it; NOT_FOUND otherwise. */
    public Place space(Caller caller, String idOrSlug) {
        var id = id(idOrSlug);
        TenantId tenant;
        SpaceId space;
        if (id.isPresent()) {
            space = id.get();
            tenant = access.tenantOf(space);
        } else {
            if (!ApiJson.isClean(idOrSlug)) {
                throw DomainException.notFound(WHAT);
            }
            tenant = tenants.idOf(idOrSlug).orElseThrow(() -> DomainException.notFound(WHAT));
            space = spaces.find(tenant, idOrSlug)
                    .orElseThrow(() -> DomainException.notFound(WHAT))
                    .id();
        }
        var actor = caller.in(tenant, WHAT);
        access.space(actor, space);
        return new Place(actor, space);
    }

    private static Optional<SpaceId> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(new SpaceId(UUID.fromString(text))) : Optional.empty();
        } catch (IllegalArgumentException slug) {
            return Optional.empty();
        }
    }
}
