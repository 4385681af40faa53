package co.kendev.spaces.approvals;

import co.kendev.spaces.approvals.ApprovalBodies.Read;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.NewProcess;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes proposals, and lets those who may decide them; what was decided happens in the transaction of the decision. */
@Component
public class Approvals {
    /** The kind of process, in rows, workflow ids and searches. */
    public static final String KIND = "approval";

    /** The one step of its process. */
    static final String STEP = "decision";

    /** Equal approvals that one press decides. */
    public static final int BATCH_MAX = ApprovalFilter.LIMIT_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final Tx tx;
    private final ApprovalRows rows;
    private final ApprovalBodies bodies;
    private final ApprovalCard card;
    private final Endings endings;
    private final Sight sight;
    private final Processes processes;
    private final Tenants tenants;
    private final JsonMapper json;
    private final BusinessTime time;

    Approvals(
            Tx tx,
            ApprovalRows rows,
            ApprovalBodies bodies,
            ApprovalCard card,
            Endings endings,
            Sight sight,
            Processes processes,
            Tenants tenants,
            JsonMapper json,
            BusinessTime time) {
        this.tx = tx;
        this.rows = rows;
        this.bodies = bodies;
        this.card = card;
        this.endings = endings;
        this.sight = sight;
        this.processes = processes;
        this.tenants = tenants;
        this.json = json;
        this.time = time;
    }

    /**
     * Writes a proposal down, shows it and starts to wait for a decision, in the transaction that is open or one of its own. What
     * its policy decides alone has happened when this returns. The same key again is the same approval.
     *
     * @throws DomainException CONFLICT when the key stands for another proposal, or what was decided at once cannot be carried out
     */
    public <B> Approval propose(Proposal<B> proposal) {
        var proposed = bodies.of(proposal.body());
        var scope = Scope.of(proposal.tenant());
        try {
            return tx.write(scope, () -> repeated(proposal, proposed).orElseGet(() -> begin(proposal, proposed)));
        } catch (DuplicateKeyException e) {
            if (tx.isOpen()) {
                throw e;
            }
            // the same proposal came in this moment and was first
            return tx.read(scope, () -> repeated(proposal, proposed)).orElseThrow(() -> e);
        }
    }

    /**
     * Says yes or no to a proposal. The same person and verdict again changes nothing.
     *
     * @param edits what to change before it happens, an object; null or empty for nothing
     * @throws DomainException NOT_FOUND when they may not see it; FORBIDDEN without the right; CONFLICT when it was decided
     *     otherwise, or cannot be carried out; GONE when it is over; INVALID at {@code comment} or {@code edits.<field>}
     */
    public Approval decide(
            Actor actor, ApprovalId id, Verdict verdict, @Nullable String comment, @Nullable JsonNode edits) {
        return decide(actor, id, null, verdict, comment, edits);
    }

    /**
     * The same of an approval that somebody has seen: only as they saw it.
     *
     * @param revision as which it was shown to who decides; null for whatever it is by now
     * @throws DomainException STALE when it was changed since, with words that say how
     */
    public Approval decide(
            Actor actor,
            ApprovalId id,
            @Nullable Integer revision,
            Verdict verdict,
            @Nullable String comment,
            @Nullable JsonNode edits) {
        return decide(actor, get(actor, id), revision, verdict, comment, edits);
    }

    private Approval decide(
            Actor actor,
            Approval seen,
            @Nullable Integer revision,
            Verdict verdict,
            @Nullable String comment,
            @Nullable JsonNode edits) {
        var id = seen.id();
        var said = Comments.check(comment);
        var roles = sight.roles(actor, seen.tenant());
        return tx.write(new Scope(seen.tenant(), actor.person()), () -> {
            var current = rows.lock(seen.tenant(), id).orElseThrow(() -> DomainException.notFound("The approval"));
            var own = current.decisionOf(actor.person());
            if (own.isPresent() && own.get().verdict() == verdict) {
                return current;
            }
            if (revision != null && open(current).revision() != revision) {
                throw stale(current, revision);
            }
            return decide(current, bodies.get(current), new Wish(actor, List.copyOf(roles), verdict, said, edits));
        });
    }

    /**
     * Says the same to equal approvals, those alone that were shown and as they were shown. Each is a decision of its own, and one
     * that is refused leaves the others decided: one that is not like them, or was changed meanwhile.
     *
     * @throws DomainException NOT_FOUND when they may not see the first; INVALID at {@code approvals} unless there are one to
     *     {@link #BATCH_MAX}, or at {@code comment}
     */
    public Batch decideAll(Actor actor, List<Shown> shown, Verdict verdict, @Nullable String comment) {
        if (shown.isEmpty() || shown.size() > BATCH_MAX) {
            throw DomainException.invalid("approvals", "Decide 1 to " + BATCH_MAX + " approvals at once.");
        }
        Comments.check(comment);
        var first = get(actor, shown.getFirst().id());
        // of those that are as they were shown, so that one that was changed does not make strangers of the others
        var like = shown.stream()
                .flatMap(each -> seek(actor, each.id()).filter(seen -> seen.revision() == each.revision()).stream())
                .findFirst()
                .orElse(first);
        var outcomes = new ArrayList<Outcome>();
        for (var each : shown) {
            try {
                var seen = get(actor, each.id());
                if (seen.revision() == each.revision() && !seen.isLike(like)) {
                    throw new DomainException(
                            ErrorCode.CONFLICT, "This is not the same as the others. Decide it by itself.");
                }
                outcomes.add(
                        new Outcome(each.id(), decide(actor, seen, each.revision(), verdict, comment, null), null));
            } catch (DomainException refusal) {
                outcomes.add(new Outcome(each.id(), null, refusal));
            }
        }
        var decided = shown.stream().map(Shown::id).toList();
        return new Batch(outcomes, tx.read(Scope.of(like.tenant()), () -> rows.others(like, decided)));
    }

    /** Takes a proposal back; for whoever made it. Twice is the same. */
    public Approval withdraw(Actor actor, ApprovalId id) {
        var seen = get(actor, id);
        if (!seen.proposer().is(actor)) {
            throw DomainException.forbidden("Only " + seen.proposer().name()
                    + " may withdraw this proposal. You can reject it if you may decide.");
        }
        return tx.write(new Scope(seen.tenant(), actor.person()), () -> {
            var current = rows.lock(seen.tenant(), id).orElseThrow(() -> DomainException.notFound("The approval"));
            return current.state() == State.WITHDRAWN
                    ? current
                    : withdrawn(open(current), actor.person().value(), actor.name(), null);
        });
    }

    /** Takes a proposal back in the name of the feature that made it, with a reason; one that is not open stays as it is. */
    public Approval withdraw(TenantId tenant, ApprovalId id, String reason) {
        return tx.write(Scope.of(tenant), () -> {
            var current = rows.lock(tenant, id).orElseThrow(() -> DomainException.notFound("The approval"));
            return current.isOpen() ? withdrawn(current, null, Proposer.SYSTEM.name(), reason) : current;
        });
    }

    /** One approval, for who may see it. */
    public Approval get(Actor actor, ApprovalId id) {
        return seek(actor, id).orElseThrow(() -> DomainException.notFound("The approval"));
    }

    /** As {@link #get}, for who looks in several places. */
    public Optional<Approval> seek(Actor actor, ApprovalId id) {
        return sight.find(actor, id);
    }

    /** One approval of a tenant, whoever asks; for the tenant's own processes. */
    public Optional<Approval> find(TenantId tenant, ApprovalId id) {
        return tx.read(Scope.of(tenant), () -> rows.find(tenant, id));
    }

    /** The open approvals of a kind in a tenant, newest first, whoever asks; for the feature whose kind it is. */
    public List<Approval> open(TenantId tenant, String kind) {
        return tx.read(Scope.of(tenant), () -> rows.open(tenant, kind, ApprovalFilter.LIMIT_MAX));
    }

    /** The approvals of the actor's tenant that they may see, newest first. */
    public List<Approval> list(Actor actor, ApprovalFilter filter) {
        return sight.list(actor, filter);
    }

    /** Those of all tenants that operators decide or have decided, newest first; for operators alone. */
    public List<Approval> listEverywhere(Actor actor, ApprovalFilter filter) {
        return sight.listEverywhere(actor, filter);
    }

    /** Those of them that this person could decide now, as far as it can be said without trying. */
    public Set<ApprovalId> decidable(Actor actor, List<Approval> seen) {
        var roles = new HashMap<TenantId, List<String>>();
        return seen.stream()
                .filter(approval -> isDecidable(
                        actor,
                        approval,
                        roles.computeIfAbsent(approval.tenant(), tenant -> List.copyOf(sight.roles(actor, tenant)))))
                .map(Approval::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isDecidable(Actor actor, Approval approval, List<String> roles) {
        return approval.isOpen()
                && !approval.isOverdue(time.now())
                && !approval.proposer().is(actor)
                && approval.decisionOf(actor.person()).isEmpty()
                && decider(approval.deciders(), roles, approval.about()).isPresent();
    }

    /** What may be changed of an open approval before it is approved; nothing once somebody has agreed to it as it is. */
    public List<Field> fields(Approval approval) {
        return approval.isOpen() && approval.decisions().isEmpty()
                ? bodies.find(approval).map(Read::fields).orElse(List.of())
                : List.of();
    }

    /** What happened to it so far, oldest first, for who may see it. */
    public List<AuditLine> story(Actor actor, ApprovalId id) {
        var approval = get(actor, id);
        return tx.read(Scope.of(approval.tenant()), () -> rows.story(approval.tenant(), id));
    }

    private <B> Optional<Approval> repeated(Proposal<B> proposal, Read<B> proposed) {
        var key = proposal.key();
        if (key == null) {
            return Optional.empty();
        }
        var known = rows.findByKey(proposal.tenant(), proposed.kind().kind(), key);
        known.ifPresent(approval -> {
            if (!proposal.body().equals(bodies.get(approval).body())
                    && approval.decisions().isEmpty()) {
                throw new DomainException(
                        ErrorCode.CONFLICT, "There is another proposal of this name already. Withdraw that one first.");
            }
        });
        return known;
    }

    private <B> Approval begin(Proposal<B> proposal, Read<B> proposed) {
        var tenant = tenants.get(proposal.tenant());
        var id = new ApprovalId(Ids.next());
        var now = time.now();
        var about = proposed.describe();
        var policy = proposed.kind().policy(tenant.id(), proposal.body());
        var expiresAt = now.plus(policy.expiry());
        boolean automatic = policy.decides(about.minor());
        var process = automatic ? null : await(tenant.id(), tenant.slug(), id, about);

        var approval = new Approval(
                id,
                tenant.id(),
                tenant.slug(),
                proposed.kind().kind(),
                proposal.batch(),
                json.valueToTree(proposal.body()),
                about,
                proposal.proposer(),
                State.OPEN,
                policy,
                0,
                1,
                proposal.place(),
                null,
                process == null ? null : process.id(),
                process == null ? null : process.workflowId(),
                expiresAt,
                now,
                now,
                List.of());
        rows.insert(approval, proposal.key());
        rows.audit(
                approval,
                now,
                "proposed",
                proposal.proposer().id(),
                proposal.proposer().name(),
                approval.body());
        card.post(approval);
        var shown = rows.find(tenant.id(), id).orElseThrow();

        LOG.info("Approval {} of {}: {} proposed", id, tenant.slug(), approval.kind());
        return automatic ? decideAlone(shown, proposed) : shown;
    }

    private ProcessStatus await(TenantId tenant, String slug, ApprovalId id, Description about) {
        var amount = about.amount();
        var title = amount == null ? about.title() : about.title() + " · " + Words.of(amount);
        return processes.open(new NewProcess(
                tenant,
                slug,
                KIND,
                id.toString(),
                about.title(),
                List.of(new NewProcess.Step(STEP, "Somebody decides")),
                process -> start(tenant, slug, id, process, title)));
    }

    private static WorkflowStart start(TenantId tenant, String slug, ApprovalId id, ProcessId process, String title) {
        return new WorkflowStart(
                "Approval",
                "core",
                slug,
                Map.of(
                        "tenant",
                        slug,
                        "tenantId",
                        tenant.toString(),
                        "approval",
                        id.toString(),
                        "process",
                        process.toString()),
                KIND,
                id.toString(),
                title,
                "Approval [" + id + "](/app/approvals?open=" + id + ") of **" + slug + "**");
    }

    private Approval decideAlone(Approval approval, Read<?> proposed) {
        var policy = approval.policy().automatic();
        if (policy == null) {
            throw new IllegalStateException("no policy decides " + approval.id());
        }
        return agree(
                approval,
                proposed,
                new Decision(null, policy.words(), policy.words(), "policy", Verdict.APPROVE, null, null, time.now()),
                true);
    }

    private Approval decide(Approval current, Read<?> proposed, Wish wish) {
        if (current.proposer().is(wish.actor())) {
            throw DomainException.forbidden("You proposed this yourself. Somebody else decides it.");
        }
        if (current.deciders().stream().noneMatch(decider -> wish.roles().contains(decider.role()))) {
            throw DomainException.forbidden(
                    "Deciding this takes the role " + Words.or(current.roles()) + ". Ask one of them.");
        }
        open(current);
        if (current.decisionOf(wish.actor().person()).isPresent()) {
            throw taken(current);
        }

        var edits = wish.edits();
        boolean edited = wish.verdict() == Verdict.APPROVE && edits != null && !edits.isEmpty();
        var meant = edited && edits != null ? edited(current, proposed, edits) : proposed;
        var changed = edited ? changed(current, meant) : current;
        var role = decider(changed.deciders(), wish.roles(), changed.about())
                .filter(found -> decider(current.deciders(), wish.roles(), changed.about())
                        .isPresent())
                .orElseThrow(() -> overLimit(changed));

        var decision = new Decision(
                wish.actor().person(),
                null,
                wish.actor().name(),
                role.role(),
                wish.verdict(),
                wish.comment(),
                edited ? edits : null,
                time.now());
        return switch (wish.verdict()) {
            case REJECT -> ended(recorded(changed, decision), State.REJECTED);
            case APPROVE ->
                agree(
                        changed,
                        meant,
                        decision,
                        changed.agreed() + 1 >= changed.policy().keys());
        };
    }

    /** What was agreed to stays what it is: later keys are for the same thing. */
    private static Read<?> edited(Approval current, Read<?> proposed, JsonNode edits) {
        if (!edits.isObject()) {
            throw DomainException.invalid("edits", "The edits are an object of fields and their new values.");
        }
        if (!current.decisions().isEmpty()) {
            throw DomainException.invalid(
                    "edits." + edits.propertyNames().iterator().next(),
                    current.decisions().getFirst().name()
                            + " agreed to this as it is. Approve it without changes, or reject it.");
        }
        return proposed.edited(edits);
    }

    /** An edit never loosens what the proposal asked for. */
    private Approval changed(Approval current, Read<?> meant) {
        var policy = meant.policy(current.tenant());
        return new Changed(current)
                .body(json.valueToTree(meant.body()), meant.describe())
                .policy(policy.withKeys(Math.max(policy.keys(), current.policy().keys())))
                .at(current.updatedAt());
    }

    private Approval agree(Approval current, Read<?> meant, Decision decision, boolean last) {
        var recorded = recorded(current, decision);
        if (!last) {
            return endings.store(new Changed(recorded).at(decision.at()));
        }
        var approved = new Changed(recorded).state(State.APPROVED).at(decision.at());
        carryOut(approved, meant, decision);
        return ended(approved, State.APPROVED);
    }

    private <B> void carryOut(Approval approved, Read<B> meant, Decision decision) {
        try {
            meant.kind().carryOut(new Approved<>(approved, meant.body(), decision.at()));
        } catch (DomainException refusal) {
            LOG.info("Approval {} cannot be carried out: {}", approved.id(), refusal.detail());
            throw new DomainException(
                    switch (refusal.code()) {
                        case UNAVAILABLE, TOO_MANY, STALE -> refusal.code();
                        case INVALID, NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, CONFLICT, GONE, TOO_LARGE ->
                            ErrorCode.CONFLICT;
                    },
                    "It is not approved, because it cannot be carried out: " + refusal.detail());
        }
        rows.audit(approved, decision.at(), "carried out", null, Proposer.SYSTEM.name(), null);
    }

    private Approval recorded(Approval approval, Decision decision) {
        var person = decision.person() == null ? null : decision.person().value();
        if (decision.edits() != null) {
            rows.audit(approval, decision.at(), "edited", person, decision.name(), decision.edits());
        }
        rows.addDecision(approval, decision);
        rows.audit(approval, decision.at(), decision.verdict().done(), person, decision.name(), decision.comment());
        return new Changed(approval).decided(decision).at(decision.at());
    }

    private Approval ended(Approval approval, State state) {
        var stored = endings.store(new Changed(approval).state(state).at(time.now()));
        LOG.info("Approval {} of {} is {}", stored.id(), stored.tenantSlug(), state.word());
        return stored;
    }

    private Approval withdrawn(
            Approval current, java.util.@Nullable UUID person, String name, @Nullable String reason) {
        rows.audit(current, time.now(), "withdrawn", person, name, reason);
        return ended(current, State.WITHDRAWN);
    }

    /** The approval, if it can still be decided. */
    private Approval open(Approval current) {
        Instant now = time.now();
        return switch (current.state()) {
            case OPEN -> {
                if (current.isOverdue(now)) {
                    throw gone("expired on " + when(current, current.expiresAt()));
                }
                yield current;
            }
            case EXPIRED -> throw gone("expired on " + when(current, current.expiresAt()));
            case WITHDRAWN -> throw gone("was withdrawn on " + when(current, current.updatedAt()));
            case APPROVED, REJECTED -> throw taken(current);
        };
    }

    private static DomainException gone(String what) {
        return new DomainException(
                ErrorCode.GONE, "This proposal " + what + ". Ask for it again if it is still wanted.");
    }

    private DomainException taken(Approval current) {
        var decision = current.last().orElseThrow();
        return new DomainException(ErrorCode.CONFLICT, did(current, decision, ""));
    }

    /** What happened since it was shown, and how it reads now. */
    private DomainException stale(Approval current, int shown) {
        var about = current.about();
        var amount = about.amount();
        return new DomainException(
                ErrorCode.STALE,
                news(current, shown) + " It says now: " + about.title()
                        + (amount == null ? "" : ", " + Words.of(amount)) + ". " + about.effect()
                        + " Look at it again.");
    }

    private String news(Approval current, int shown) {
        int since = current.revision() - shown;
        if (since < 0) {
            return "This was never shown as revision " + shown + ".";
        }
        var last = current.last();
        // a single change that is no decision is a rung of the ladder
        if (last.isEmpty() || (since == 1 && !last.get().at().equals(current.updatedAt()))) {
            return "This was asked once more meanwhile; " + Words.or(current.roles()) + " may decide it.";
        }
        var decision = last.get();
        return did(current, decision, decision.edits() == null ? "" : "changed and ");
    }

    private String did(Approval approval, Decision decision, String also) {
        return decision.name() + " " + also + decision.verdict().done() + " this on " + when(approval, decision.at())
                + ".";
    }

    private String when(Approval approval, Instant at) {
        return Words.when(at, tenants.get(approval.tenant()).timeZone());
    }

    private static Optional<Decider> decider(List<Decider> deciders, List<String> roles, Description about) {
        return deciders.stream()
                .filter(decider -> roles.contains(decider.role()) && decider.covers(about.minor()))
                .findFirst();
    }

    private static DomainException overLimit(Approval approval) {
        var others = approval.deciders().stream()
                .filter(decider -> decider.covers(approval.about().minor()))
                .map(Decider::role)
                .distinct()
                .toList();
        var amount = approval.about().amount();
        return DomainException.forbidden((amount == null ? "This" : Words.of(amount)) + " is more than you may decide."
                + (others.isEmpty() ? "" : " Ask " + Words.or(others) + "."));
    }

    /** An approval as somebody saw it who says a word to several. */
    public record Shown(ApprovalId id, int revision) {
        public static Shown of(Approval approval) {
            return new Shown(approval.id(), approval.revision());
        }
    }

    /**
     * What became of several.
     *
     * @param waiting how many more of the same are open, which were not among them
     */
    public record Batch(List<Outcome> outcomes, int waiting) {
        public Batch {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** What became of one of several; either the approval or the refusal. */
    public record Outcome(
            ApprovalId id,
            @Nullable Approval approval,
            @Nullable DomainException refusal) {}

    private record Wish(
            Actor actor,
            List<String> roles,
            Verdict verdict,
            @Nullable String comment,
            @Nullable JsonNode edits) {}
}
