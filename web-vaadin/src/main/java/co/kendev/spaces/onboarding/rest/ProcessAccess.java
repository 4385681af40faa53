package co.kendev.spaces.onboarding.rest;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessFilter;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds processes for whoever may see them: the applicant by token, members of the tenant, operators. */
@Component
public class ProcessAccess {
    private final Onboardings onboardings;
    private final Processes processes;
    private final People people;

    ProcessAccess(Onboardings onboardings, Processes processes, People people) {
        this.onboardings = onboardings;
        this.processes = processes;
        this.people = people;
    }

    /** The process, by its status token, else by who asks. */
    public ProcessStatus get(ProcessId id, @Nullable String statusToken, Optional<Caller> caller) {
        if (statusToken != null && !statusToken.isEmpty()) {
            return onboardings.status(id, statusToken);
        }
        return get(
                id,
                caller.orElseThrow(() -> new DomainException(
                        ErrorCode.UNAUTHENTICATED, "Log in, or send the status token of the process.")));
    }

    private ProcessStatus get(ProcessId id, Caller caller) {
        for (var tenant : tenants(caller)) {
            var own = processes.find(tenant, id);
            if (own.isPresent()) {
                return own.get();
            }
        }
        return processes.get(at(caller, Actor.NOWHERE), id);
    }

    /** The caller, acting where the process belongs. */
    Actor actorFor(ProcessStatus process, Caller caller) {
        return tenants(caller).contains(process.tenant()) ? at(caller, process.tenant()) : at(caller, Actor.NOWHERE);
    }

    /** The newest processes the caller may see, newest first: of everybody for operators, else of the caller's tenants. */
    List<ProcessStatus> list(
            Caller caller,
            @Nullable String kind,
            @Nullable ProcessState state,
            @Nullable String tenantSlug,
            int limit,
            @Nullable ProcessId before) {
        var filter = new ProcessFilter(kind, state, tenantSlug, limit, before);
        if (caller.person().operator()) {
            return processes.listEverywhere(at(caller, Actor.NOWHERE), filter);
        }
        return tenants(caller).stream()
                .flatMap(tenant -> processes.list(at(caller, tenant), filter).stream())
                .sorted(Comparator.comparing(
                                (ProcessStatus status) -> status.id().toString())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private List<TenantId> tenants(Caller caller) {
        var tenant = caller.tenant();
        return tenant != null
                ? List.of(tenant)
                : people.memberships(caller.person().id()).stream()
                        .map(People.Membership::tenant)
                        .toList();
    }

    private static Actor at(Caller caller, TenantId tenant) {
        var person = caller.person();
        return new Actor(person.id(), tenant, person.name(), person.operator());
    }
}
