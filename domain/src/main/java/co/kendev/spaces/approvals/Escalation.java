package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.TakeDown;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What happens while nobody decides: it is said again, the next ones up are asked too, and one day it is over. */
@Component
public class Escalation implements TakeDown {
    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    private final Tx tx;
    private final ApprovalRows rows;
    private final ApprovalCard card;
    private final Endings endings;
    private final Processes processes;
    private final BusinessTime time;

    Escalation(Tx tx, ApprovalRows rows, ApprovalCard card, Endings endings, Processes processes, BusinessTime time) {
        this.tx = tx;
        this.rows = rows;
        this.card = card;
        this.endings = endings;
        this.processes = processes;
        this.time = time;
    }

    /** What comes next for an approval, and when; its process waits for that from now on. */
    public Next next(TenantId tenant, ApprovalId id) {
        return tx.write(Scope.of(tenant), () -> {
            var current = get(tenant, id);
            if (current.isOpen()) {
                await(current);
            }
            return next(current);
        });
    }

    /**
     * Climbs the next rung of the ladder, if it is due: says it again, and lets those who join decide. Expires what nobody decided
     * in time. The row decides every race; a second call finds it done.
     */
    public Next climb(TenantId tenant, ApprovalId id) {
        return tx.write(Scope.of(tenant), () -> {
            var current = rows.lock(tenant, id).orElseThrow(() -> DomainException.notFound("The approval"));
            var now = time.now();
            if (!current.isOpen() || now.isBefore(next(current).at())) {
                return next(current);
            }
            return next(current.isOverdue(now) ? expired(current, now) : climbed(current, now));
        });
    }

    /** Ends the process the way its approval ended, and says how. */
    public String finish(TenantId tenant, ApprovalId id) {
        return tx.write(Scope.of(tenant), () -> {
            var ended = get(tenant, id);
            var process = Objects.requireNonNull(ended.process());
            var words = words(ended);
            if (processes.begin(tenant, process, Approvals.STEP)) {
                processes.done(tenant, process, Approvals.STEP, words);
                processes.end(tenant, process, ProcessState.DONE, null, words);
            }
            return words;
        });
    }

    @Override
    public String kind() {
        return Approvals.KIND;
    }

    /** Nobody waits for it any more: it is over, and nothing of it happens. */
    @Override
    public void takeDown(TenantId tenant, ProcessId process, String reason) {
        tx.write(Scope.of(tenant), () -> {
            rows.findByProcess(tenant, process)
                    .flatMap(found -> rows.lock(tenant, found.id()))
                    .filter(Approval::isOpen)
                    .ifPresent(open -> {
                        var now = time.now();
                        rows.audit(open, now, "withdrawn", null, Proposer.SYSTEM.name(), reason);
                        endings.store(new Changed(open).state(State.WITHDRAWN).at(now));
                    });
            processes.end(tenant, process, ProcessState.CANCELLED, reason, null);
        });
    }

    private Approval expired(Approval current, Instant now) {
        rows.audit(current, now, "expired", null, Proposer.SYSTEM.name(), null);
        LOG.info("Approval {} of {} has expired", current.id(), current.tenantSlug());
        return endings.store(new Changed(current).state(State.EXPIRED).at(now));
    }

    private Approval climbed(Approval current, Instant now) {
        var higher = new Changed(current).climbed().at(now);
        boolean joined = higher.roles().size() > current.roles().size();
        rows.audit(
                current,
                now,
                joined ? "escalated" : "reminded",
                null,
                Proposer.SYSTEM.name(),
                Map.of("roles", higher.roles()));

        var stored = endings.store(higher);
        card.remind(stored);
        var process = Objects.requireNonNull(stored.process());
        processes.once(
                stored.tenant(),
                process,
                Approvals.STEP,
                (joined ? "escalated " : "reminded ") + stored.rung(),
                Words.or(stored.roles()));
        if (joined) {
            processes.begin(stored.tenant(), process, Approvals.STEP);
            await(stored);
        }
        return stored;
    }

    private void await(Approval open) {
        processes.waiting(
                open.tenant(),
                Objects.requireNonNull(open.process()),
                Approvals.STEP,
                Words.or(open.roles()),
                open.expiresAt());
    }

    private Next next(Approval current) {
        var ladder = current.policy().ladder();
        if (current.rung() < ladder.size()) {
            var rung = ladder.get(current.rung());
            var at = current.createdAt().plus(rung.after());
            if (at.isBefore(current.expiresAt())) {
                return next(current, at, rung.joining().isEmpty() ? "Say it again" : "Ask the next ones up too");
            }
        }
        return next(current, current.expiresAt(), "The proposal expires");
    }

    private Next next(Approval current, Instant at, String what) {
        var amount = current.about().amount();
        return new Next(
                current.state(),
                at,
                what,
                Words.or(current.roles()),
                amount == null ? null : amount.minor(),
                current.expiresAt(),
                time.offset());
    }

    private Approval get(TenantId tenant, ApprovalId id) {
        return rows.find(tenant, id).orElseThrow(() -> DomainException.notFound("The approval"));
    }

    private static String words(Approval ended) {
        return switch (ended.state()) {
            case OPEN -> throw new IllegalStateException("approval " + ended.id() + " is open");
            case APPROVED, REJECTED ->
                ended.last()
                        .map(decision -> ended.state().word() + " by " + decision.name())
                        .orElse(ended.state().word());
            case EXPIRED, WITHDRAWN -> ended.state().word();
        };
    }

    /**
     * What is waited for.
     *
     * @param at when, by business time
     * @param what happens then, in words
     * @param blockedOn the roles that may decide
     * @param clockOffset how far business time is ahead of the clock
     */
    public record Next(
            State state,
            Instant at,
            String what,
            String blockedOn,
            @Nullable Long amountMinor,
            Instant expiresAt,
            Duration clockOffset) {}
}
