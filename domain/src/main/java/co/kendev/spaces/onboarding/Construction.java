package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.TakeDown;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Builds what an onboarding asks for, one stage per transaction. A stage and its step row are committed together, so a stage that
 * is asked for again finds its row done and does nothing.
 */
@Component
public class Construction implements TakeDown {
    /** How long the owner is accompanied. */
    public static final Duration PATIENCE = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(Construction.class);

    private final Tx tx;
    private final Processes processes;
    private final Templates templates;
    private final Sites sites;
    private final OnboardingRows rows;
    private final ProgressCard card;
    private final Tenants tenants;
    private final People people;
    private final Members members;
    private final BusinessTime time;

    Construction(
            Tx tx,
            Processes processes,
            Templates templates,
            Sites sites,
            OnboardingRows rows,
            ProgressCard card,
            Tenants tenants,
            People people,
            Members members,
            BusinessTime time) {
        this.tx = tx;
        this.processes = processes;
        this.templates = templates;
        this.sites = sites;
        this.rows = rows;
        this.card = card;
        this.tenants = tenants;
        this.people = people;
        this.members = members;
        this.time = time;
    }

    /** Builds a stage, once. */
    public void build(TenantId tenant, ProcessId process, Stage stage) {
        tx.write(Scope.of(tenant), () -> {
            if (!processes.begin(tenant, process, stage.word())) {
                return;
            }
            var site = site(tenant);

            var note = buildOwn(site, stage);
            var notes = buildParts(site, stage);

            processes.done(tenant, process, stage.word(), notes.isEmpty() ? note : notes);
            if (stage == Stage.CHANNELS) {
                card.post(site);
            } else {
                card.redraw(site);
            }
        });
    }

    /** Lets the owner in: the space is live from here on. Says what waits for them. */
    public Opened open(TenantId tenant, ProcessId process) {
        return tx.write(Scope.of(tenant), () -> {
            var site = site(tenant);
            if (onboarding(tenant).openedAt() == null && processes.begin(tenant, process, Stage.CHECKLIST.word())) {
                var now = time.now();
                buildParts(site, Stage.CHECKLIST);
                rows.opened(tenant, now);
                tenants.activate(tenant);
                processes.live(tenant, process, site.tenant().slug());
                LOG.info("Space {} is live, process {}", site.tenant().slug(), process);
            }
            awaitOwner(site);
            return new Opened(
                    openKeys(tenant), Objects.requireNonNull(onboarding(tenant).openedAt()), time.offset());
        });
    }

    /** Reminds the owner in the channel, once per number; says what is still open. */
    public List<String> remind(TenantId tenant, ProcessId process, int number) {
        return tx.write(Scope.of(tenant), () -> {
            var open = rows.items(tenant).stream().filter(ChecklistItem::isOpen).toList();
            if (!open.isEmpty()
                    && processes.once(tenant, process, Stage.CHECKLIST.word(), "reminder " + number, null)) {
                card.remind(site(tenant), number, open);
            }
            sites.find(tenant).ifPresent(this::awaitOwner);
            return openKeys(tenant);
        });
    }

    /** Ends the onboarding: the space is active, with or without the last steps. */
    public String finish(TenantId tenant, ProcessId process) {
        return tx.write(Scope.of(tenant), () -> {
            if (processes.begin(tenant, process, Stage.ACTIVE.word())) {
                int open = openKeys(tenant).size();
                var words =
                        open == 0 ? "active" : open == 1 ? "active, 1 step open" : "active, " + open + " steps open";
                processes.done(tenant, process, Stage.CHECKLIST.word(), open == 0 ? "all done" : open + " still open");
                processes.done(tenant, process, Stage.ACTIVE.word(), words);
                processes.end(tenant, process, ProcessState.DONE, null, words);
                card.redraw(site(tenant));
            }
            return Objects.requireNonNullElse(processes.get(tenant, process).outcome(), "active");
        });
    }

    /** Stops all building; says whether the space may be taken down, because it is not finished and nobody has moved in yet. */
    public boolean halt(TenantId tenant, ProcessId process) {
        return tx.write(Scope.of(tenant), () -> {
            if (!processes.halt(tenant, process)) {
                return false;
            }
            return sites.find(tenant).map(site -> !isInhabited(site)).orElse(true);
        });
    }

    /** Takes a stage back; harmless for one that was never built, or is gone already. */
    public void undo(TenantId tenant, ProcessId process, Stage stage) {
        tx.write(Scope.of(tenant), () -> {
            sites.find(tenant).ifPresent(site -> {
                for (var part : templates.parts().reversed()) {
                    if (part.stage() == stage) {
                        part.undo(site);
                    }
                }
                if (stage == Stage.CHANNELS) {
                    rows.showOn(tenant, null);
                }
                if (stage == Stage.RESERVE) {
                    tenants.remove(tenant);
                    people.removeIfUnused(site.owner().id());
                }
            });
            if (stage == Stage.CHECKLIST) {
                processes.live(tenant, process, null);
            }
            processes.undone(tenant, process, stage.word());
        });
    }

    @Override
    public String kind() {
        return Onboardings.KIND;
    }

    /** What the workflow does when it fails, for one that can do nothing any more. */
    @Override
    public void takeDown(TenantId tenant, ProcessId process, String reason) {
        if (halt(tenant, process)) {
            var story = processes.get(tenant, process);
            for (var stage : List.of(Stage.values()).reversed()) {
                if (story.step(stage.word())
                        .filter(step -> step.state() != ProcessState.QUEUED)
                        .isPresent()) {
                    undo(tenant, process, stage);
                }
            }
        }
        close(tenant, process, false, reason);
    }

    /** Writes down that the onboarding ended without success, and why. */
    public void close(TenantId tenant, ProcessId process, boolean cancelled, String reason) {
        tx.write(Scope.of(tenant), () -> {
            processes.end(tenant, process, cancelled ? ProcessState.CANCELLED : ProcessState.FAILED, reason, null);
            sites.find(tenant).ifPresent(card::redraw);
            LOG.info("Onboarding {} ended: {}", process, reason);
        });
    }

    /** Writes down why a stage failed, so that people see it while it is tried again. */
    public void failed(TenantId tenant, ProcessId process, Stage stage, String reason) {
        tx.write(Scope.of(tenant), () -> {
            processes.failed(tenant, process, stage.word(), reason);
            sites.find(tenant).ifPresent(card::redraw);
        });
    }

    private void awaitOwner(Site site) {
        var openedAt = onboarding(site.tenantId()).openedAt();
        if (openedAt != null
                && processes.waiting(
                        site.tenantId(), site.process(), Stage.CHECKLIST.word(), "owner", openedAt.plus(PATIENCE))) {
            card.redraw(site);
        }
    }

    private String buildOwn(Site site, Stage stage) {
        return switch (stage) {
            case RESERVE -> reserve(site);
            case INVITE -> letOwnerIn(site);
            case SPACE, CHANNELS, ROLES, AGENTS, CONTENT, CHECKLIST, ACTIVE -> "";
        };
    }

    private String buildParts(Site site, Stage stage) {
        return templates.parts().stream()
                .filter(part -> part.stage() == stage)
                .map(part -> build(part, site))
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static <T> String build(TemplatePart<T> part, Site site) {
        return site.template()
                .get(part)
                .map(content -> {
                    part.build(site, content);
                    return part.note(site, content);
                })
                .orElse("");
    }

    /** The slug was claimed when the business signed up, in the same transaction as this process. */
    private String reserve(Site site) {
        var holder = tenants.idOf(site.tenant().slug());
        if (!holder.equals(java.util.Optional.of(site.tenantId()))) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "“" + site.tenant().slug() + "” is held by somebody else. Sign up with another slug.");
        }
        return site.tenant().slug();
    }

    private String letOwnerIn(Site site) {
        members.add(site.tenantId(), site.space(), site.owner(), Role.OWNER);
        return site.owner().name();
    }

    private boolean isInhabited(Site site) {
        if (rows.items(site.tenantId()).stream().anyMatch(item -> !item.isOpen())) {
            return true;
        }
        if (onboarding(site.tenantId()).openedAt() == null) {
            return false;
        }
        var owner = new Actor(site.owner().id(), site.tenantId(), site.owner().name(), false);
        return members.of(owner, site.space()).size() > 1;
    }

    private List<String> openKeys(TenantId tenant) {
        return rows.items(tenant).stream()
                .filter(ChecklistItem::isOpen)
                .map(ChecklistItem::key)
                .toList();
    }

    private Onboarding onboarding(TenantId tenant) {
        return rows.find(tenant).orElseThrow();
    }

    private Site site(TenantId tenant) {
        return sites.find(tenant)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.GONE, "This business was taken down; nothing is built any more."));
    }

    /**
     * What waits for the owner.
     *
     * @param open lines of the checklist
     * @param openedAt since when the space is open, by business time
     * @param clockOffset how far that time is ahead of the clock
     */
    public record Opened(List<String> open, Instant openedAt, Duration clockOffset) {
        public Opened {
            open = List.copyOf(open);
        }
    }
}
