package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the tenant a request is about: the token's, or the one that is named; operators name any. */
@Component
public class ActingTenant {
    private final Tenants tenants;
    private final People people;

    ActingTenant(Tenants tenants, People people) {
        this.tenants = tenants;
        this.people = people;
    }

    /**
     * The caller, acting in the tenant.
     *
     * @param slug of the tenant, if the request names it
     * @throws DomainException NOT_FOUND for a tenant that is not theirs; INVALID at {@code tenant} when it must be named
     */
    public Actor of(Caller caller, @Nullable String slug) {
        var person = caller.person();
        return new Actor(person.id(), tenant(caller, slug), person.name(), person.operator());
    }

    private TenantId tenant(Caller caller, @Nullable String slug) {
        if (slug != null) {
            var named = tenants.idOf(slug).orElseThrow(() -> DomainException.notFound("The business"));
            if (!caller.person().operator() && !mayNameIt(caller, named)) {
                throw DomainException.notFound("The business");
            }
            return named;
        }
        if (caller.tenant() != null) {
            return caller.tenant();
        }
        var memberships = people.memberships(caller.person().id());
        if (memberships.size() != 1) {
            throw DomainException.invalid("tenant", "Say which business this is about: ?tenant= with its slug.");
        }
        return memberships.getFirst().tenant();
    }

    private boolean mayNameIt(Caller caller, TenantId named) {
        return caller.tenant() != null
                ? caller.tenant().equals(named)
                : people.memberships(caller.person().id()).stream()
                        .anyMatch(membership -> membership.tenant().equals(named));
    }
}
