package co.kendev.spaces.approvals.web;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.ApprovalFilter;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds approvals in all the tenants somebody belongs to, and for operators in every one. */
@Component
public class ApprovalAccess {
    private final Approvals approvals;
    private final People people;

    ApprovalAccess(Approvals approvals, People people) {
        this.approvals = approvals;
        this.people = people;
    }

    /** The approval with the actor who sees it; NOT_FOUND when they see it nowhere. */
    public Seen get(Actor asks, ApprovalId id) {
        return places(asks).stream()
                .flatMap(actor -> approvals.seek(actor, id).map(found -> new Seen(actor, found)).stream())
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("The approval"));
    }

    /**
     * The newest approvals somebody sees, newest first: in the tenant they ask in, else in all of theirs, and for operators those
     * that operators decide.
     */
    public List<Seen> list(Actor asks, ApprovalFilter filter) {
        return Stream.concat(
                        places(asks).stream()
                                .filter(actor -> !actor.tenant().equals(Actor.NOWHERE))
                                .flatMap(actor ->
                                        approvals.list(actor, filter).stream().map(found -> new Seen(actor, found))),
                        abroad(asks, filter))
                .collect(Collectors.toMap(
                        seen -> seen.approval().id(), seen -> seen, (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .sorted(Comparator.comparing((Seen seen) -> seen.approval().id().toString())
                        .reversed())
                .limit(filter.limit())
                .toList();
    }

    /** Those of them that wait for this person. */
    public Set<ApprovalId> decidable(Actor asks, List<Seen> seen) {
        return approvals.decidable(asks, seen.stream().map(Seen::approval).toList());
    }

    /** Where operators look who do not act in one tenant, or who name one. */
    private Stream<Seen> abroad(Actor asks, ApprovalFilter filter) {
        if (!asks.operator() || (!asks.tenant().equals(Actor.NOWHERE) && filter.tenantSlug() == null)) {
            return Stream.empty();
        }
        var actor = in(asks, Actor.NOWHERE);
        return approvals.listEverywhere(actor, filter).stream().map(found -> new Seen(actor, found));
    }

    private List<Actor> places(Actor asks) {
        if (!asks.tenant().equals(Actor.NOWHERE)) {
            return List.of(asks);
        }
        var places = new ArrayList<Actor>();
        people.memberships(asks.person()).forEach(membership -> places.add(in(asks, membership.tenant())));
        if (asks.operator()) {
            places.add(asks);
        }
        return places;
    }

    private static Actor in(Actor asks, TenantId tenant) {
        return new Actor(asks.person(), tenant, asks.name(), asks.operator());
    }

    /**
     * An approval and who sees it.
     *
     * @param actor acting where they see it
     */
    public record Seen(Actor actor, Approval approval) {}
}
