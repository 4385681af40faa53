package co.kendev.spaces.onboarding;

import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.MessagePosted;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowSignal;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.MemberInvited;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.SpaceBranded;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the owners' checklists: ticks their lines in the very transaction in which the owner does the thing. */
@Component
public class Checklists {
    private static final Set<Role> COLLEAGUES = EnumSet.of(Role.ADMIN, Role.STAFF);

    private final Tx tx;
    private final OnboardingRows rows;
    private final Sites sites;
    private final ProgressCard card;
    private final Processes processes;
    private final Access access;
    private final Clock clock;
    /** Who may still write a first message; knowing it spares every other message a question to the database. */
    private final Cache<TenantId, Optional<PersonId>> awaited =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Checklists(
            Tx tx,
            OnboardingRows rows,
            Sites sites,
            ProgressCard card,
            Processes processes,
            Access access,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.sites = sites;
        this.card = card;
        this.processes = processes;
        this.access = access;
        this.clock = clock;
    }

    /** The checklist of a space, for its members. */
    public List<ChecklistItem> of(Actor actor, SpaceId space) {
        access.space(actor, space);
        return tx.read(actor.scope(), () -> rows.items(actor.tenant()));
    }

    /**
     * Ticks a line for somebody; for features that bring lines of their own. Twice is the same.
     *
     * @return false when it is ticked already, or is being ticked right now
     */
    public boolean tick(TenantId tenant, String key, String by) {
        return tx.<Boolean>write(Scope.of(tenant), () -> {
            if (!rows.tick(tenant, key, clock.instant(), by)) {
                return false;
            }
            sites.find(tenant).ifPresent(site -> {
                card.redraw(site);
                var process = processes.get(tenant, site.process());
                if (process.state().isOpen()) { // not only while it waits: an attempt that failed says otherwise
                    processes.signal(
                            process,
                            new WorkflowSignal(
                                    "checklist",
                                    Map.of("item", key, "signal", Ids.next().toString())));
                }
            });
            return true;
        });
    }

    @EventListener
    void on(SpaceBranded event) {
        tick(event.actor().tenant(), ChecklistSteps.CONFIRM_BRAND, event.actor().name());
    }

    @EventListener
    void on(MemberInvited event) {
        if (COLLEAGUES.contains(event.role())) {
            tick(
                    event.actor().tenant(),
                    ChecklistSteps.INVITE_COLLEAGUE,
                    event.actor().name());
        }
    }

    @EventListener
    void on(MessagePosted event) {
        var message = event.message();
        if (message.author().kind() != Author.Kind.PERSON) {
            return;
        }
        var tenant = message.tenant();
        var owner = awaitedOwner(tenant);
        if (owner != null && owner.value().equals(message.author().id())) {
            tick(tenant, ChecklistSteps.FIRST_MESSAGE, message.author().name());
            awaited.invalidate(tenant);
        }
    }

    private @Nullable PersonId awaitedOwner(TenantId tenant) {
        var known = awaited.getIfPresent(tenant);
        if (known == null) {
            var items = tx.read(Scope.of(tenant), () -> rows.items(tenant));
            known = items.stream().anyMatch(item -> item.key().equals(ChecklistSteps.FIRST_MESSAGE) && item.isOpen())
                    ? tx.read(Scope.of(tenant), () -> rows.find(tenant)).map(Onboarding::owner)
                    : Optional.<PersonId>empty();
            if (!items.isEmpty()) { // none at all: the checklist is still to come
                awaited.put(tenant, known);
            }
        }
        return known.orElse(null);
    }
}
