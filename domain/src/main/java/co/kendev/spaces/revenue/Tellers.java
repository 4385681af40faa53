package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decides who may do what with a tenant's money. */
@Component
public class Tellers {
    private static final Set<Role> RECORDING = EnumSet.of(Role.OWNER, Role.INTEGRATOR);
    private static final Set<Role> SAYING = EnumSet.of(Role.OWNER, Role.ADMIN, Role.STAFF, Role.INTEGRATOR);
    private static final Set<Role> READING = EnumSet.of(Role.OWNER, Role.ADMIN, Role.INTEGRATOR);

    private final Access access;
    private final Spaces spaces;
    private final Tenants tenants;

    Tellers(Access access, Spaces spaces, Tenants tenants) {
        this.access = access;
        this.spaces = spaces;
        this.tenants = tenants;
    }

    /**
     * The tenant for whom the actor reports a payment or refund; the owner, integrators and operators may.
     *
     * @throws DomainException FORBIDDEN for anybody else; GONE when the tenant is not open for business
     */
    Tenant requireRecording(Actor actor) {
        return requireOpen(require(actor, RECORDING, "record payments"));
    }

    /** The same for a sale reported where everybody of the team sees it: there, staff may too. */
    Tenant requireSaying(Actor actor) {
        return requireOpen(require(actor, SAYING, "record sales"));
    }

    /** Refuses whoever may not look at the tenant's money. */
    public void requireReading(Actor actor) {
        require(actor, READING, "see the money");
    }

    /** Whether a role may look at the tenant's money. */
    public static boolean mayRead(Role role) {
        return READING.contains(role);
    }

    /** Whether a role may report payments and refunds by a form. */
    public static boolean mayRecord(Role role) {
        return RECORDING.contains(role);
    }

    /** What the actor is in the tenant's space; NOT_FOUND when they are nobody there. */
    public Role role(Actor actor) {
        return role(actor, tenants.get(actor.tenant()));
    }

    /** The tenant, if it is open for business; GONE when not. */
    Tenant open(TenantId id) {
        return requireOpen(tenants.get(id));
    }

    private static Tenant requireOpen(Tenant tenant) {
        if (tenant.state() != Tenant.State.ACTIVE) {
            throw new DomainException(
                    ErrorCode.GONE, tenant.name() + " is not open for business, so nothing can be recorded for it.");
        }
        return tenant;
    }

    /** The tenant's own space, the one that bears its slug. */
    Space space(TenantId tenant) {
        return spaces.find(tenant, tenants.get(tenant).slug()).orElseThrow(() -> DomainException.notFound("The space"));
    }

    private Tenant require(Actor actor, Set<Role> allowed, String toDoWhat) {
        var tenant = tenants.get(actor.tenant());
        if (!actor.operator()) {
            var role = role(actor, tenant);
            if (!allowed.contains(role)) {
                throw DomainException.forbidden("As " + role.word() + " you may not " + toDoWhat + ". Ask the owner.");
            }
        }
        return tenant;
    }

    private Role role(Actor actor, Tenant tenant) {
        return access.role(tenant.id(), tenant.slug(), actor.person())
                .orElseThrow(() -> DomainException.notFound("The space"));
    }
}
