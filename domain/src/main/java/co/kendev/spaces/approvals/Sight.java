package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who sees which approvals: owners and admins all of their business, everybody else what they proposed, decided or may decide, and
 * what is shown in a channel they see; operators what operators decide, in every business.
 */
@Component
class Sight {
    private static final List<String> ALL_SEEING = List.of(Role.OWNER.word(), Role.ADMIN.word());

    private final Tx tx;
    private final ApprovalRows rows;
    private final Spaces spaces;
    private final Access access;

    Sight(Tx tx, ApprovalRows rows, Spaces spaces, Access access) {
        this.tx = tx;
        this.rows = rows;
        this.spaces = spaces;
        this.access = access;
    }

    Optional<Approval> find(Actor actor, ApprovalId id) {
        var rights = inside(actor);
        var own = tx.read(
                actor.scope(),
                () -> rows.isVisible(actor.tenant(), id, rights)
                        ? rows.find(actor.tenant(), id)
                        : Optional.<Approval>empty());
        return own.isPresent() || !actor.operator() ? own : rows.findAnywhere(id, outside(actor));
    }

    List<Approval> list(Actor actor, ApprovalFilter filter) {
        var rights = inside(actor);
        return tx.read(actor.scope(), () -> rows.list(actor.tenant(), filter, rights));
    }

    List<Approval> listEverywhere(Actor actor, ApprovalFilter filter) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators see the approvals of all businesses.");
        }
        return rows.listAnywhere(filter, outside(actor));
    }

    /** The roles somebody has in a tenant, in any of its spaces, and that of an operator. */
    Set<String> roles(Actor actor, TenantId tenant) {
        var there = new Actor(actor.person(), tenant, actor.name(), actor.operator());
        var roles = new LinkedHashSet<String>();
        for (var space : spaces.of(there)) {
            roles.add(access.space(there, space.id()).role().word());
        }
        if (actor.operator()) {
            roles.add(Decider.OPERATOR);
        }
        return roles;
    }

    private Rights inside(Actor actor) {
        var roles = roles(actor, actor.tenant());
        var channels = new HashSet<UUID>();
        for (var space : spaces.of(actor)) {
            access.channels(actor, space.id())
                    .forEach(seen -> channels.add(seen.channel().id().value()));
        }
        return new Rights(actor.person(), roles, channels, ALL_SEEING.stream().anyMatch(roles::contains));
    }

    private static Rights outside(Actor actor) {
        return new Rights(actor.person(), Set.of(Decider.OPERATOR), Set.of(), false);
    }
}
