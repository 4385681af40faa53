package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the processes: one row each, its steps, and the story so far. */
@Component
public class Processes {
    /** The line of the story after which no step begins. */
    static final String HALTED = "halted";

    private final Tx tx;
    private final ProcessSql sql;
    private final Outbox outbox;
    private final JsonMapper json;
    private final Clock clock;
    private final ObjectProvider<BegunByTime> begunByTime;

    Processes(
            Tx tx,
            ProcessSql sql,
            Outbox outbox,
            JsonMapper json,
            Clock clock,
            ObjectProvider<BegunByTime> begunByTime) {
        this.tx = tx;
        this.sql = sql;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.begunByTime = begunByTime;
    }

    /** Writes down a process and the order to start its workflow, in the transaction that is open. */
    public ProcessStatus open(NewProcess wanted) {
        return tx.write(Scope.of(wanted.tenant()), () -> {
            long uses = sql.uses(wanted.tenantSlug(), wanted.kind(), wanted.key());
            var key = uses == 0 ? wanted.key() : wanted.key() + "." + (uses + 1);
            var id = new ProcessId(Ids.next());
            var workflowId = wanted.tenantSlug() + "/" + wanted.kind() + "/" + key;
            var start = wanted.start().apply(id);
            var now = clock.instant();

            sql.insert(wanted, id, key, workflowId, json.writeValueAsString(start), now);
            sql.addEvent(wanted.tenant(), id, now, null, "opened", wanted.title());

            outbox.add(wanted.tenant(), WorkflowStart.TOPIC, workflowId, start);
            return get(wanted.tenant(), id);
        });
    }

    /** The process of an id; NOT_FOUND when the tenant has none of it. */
    public ProcessStatus get(TenantId tenant, ProcessId id) {
        return find(tenant, id).orElseThrow(() -> DomainException.notFound("The process"));
    }

    public Optional<ProcessStatus> find(TenantId tenant, ProcessId id) {
        return tx.read(Scope.of(tenant), () -> sql.find(tenant, id));
    }

    /** The process of an id, for a member of its tenant or an operator. */
    public ProcessStatus get(Actor actor, ProcessId id) {
        var own = find(actor.tenant(), id);
        if (own.isPresent()) {
            return own.get();
        }
        if (!actor.operator()) {
            throw DomainException.notFound("The process");
        }
        return sql.findAnywhere(id).orElseThrow(() -> DomainException.notFound("The process"));
    }

    /** The processes of the actor's tenant, newest first. */
    public List<ProcessStatus> list(Actor actor, ProcessFilter filter) {
        return tx.read(Scope.of(actor.tenant()), () -> sql.list(actor.tenant(), filter));
    }

    /** The processes of all tenants, newest first; for operators alone. */
    public List<ProcessStatus> listEverywhere(Actor actor, ProcessFilter filter) {
        requireOperator(actor);
        return sql.listAnywhere(filter);
    }

    /** The process behind a workflow, whichever business it belongs to; for operators alone. */
    public Optional<ProcessStatus> findByWorkflow(Actor actor, String workflowId) {
        requireOperator(actor);
        return sql.findByWorkflow(workflowId);
    }

    /** The open processes of all tenants that go on at an instant of business time, the next one first; for operators alone. */
    public List<DueProcess> dueNext(Actor actor, int limit) {
        requireOperator(actor);
        return sql.dueNext(limit);
    }

    /** What became of the open processes since the demo clock moved, the newest line first; for operators alone. */
    public List<ClockEffect> sinceTheMove(Actor actor, Duration offset, Instant movedAt, int limit) {
        requireOperator(actor);
        var kinds = begunByTime.stream().map(BegunByTime::kind).toList();
        return sql.since(offset.toSeconds(), movedAt, kinds, limit);
    }

    private static void requireOperator(Actor actor) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators see the processes of all businesses.");
        }
    }

    /** The story of a process, oldest line first. */
    public List<ProcessEvent> events(TenantId tenant, ProcessId id, long after, int limit) {
        return tx.read(Scope.of(tenant), () -> sql.events(tenant, id, after, limit));
    }

    /** Whether there is anything left to happen in the process behind a workflow; for the relay. */
    public boolean isOpen(String workflowId) {
        return sql.isOpen(workflowId);
    }

    /** The open processes of all tenants that have not changed since an instant, by id: the reconciler's list. */
    public List<OpenProcess> openSince(Instant unchangedSince, @Nullable ProcessId after, int limit) {
        return sql.openSince(unchangedSince, after, limit);
    }

    /**
     * Begins a step in the open transaction, with the process locked.
     *
     * @return false when the step is done already, which is what makes a second run harmless
     * @throws DomainException GONE when the process has ended or is being taken back
     */
    public boolean begin(TenantId tenant, ProcessId id, String step) {
        var state = sql.lock(tenant, id).orElseThrow(() -> DomainException.notFound("The process"));
        var standing = sql.standing(tenant, id, step);
        if (standing.step() == ProcessState.DONE) {
            return false;
        }
        if (!state.isOpen() || standing.halted()) {
            throw new DomainException(ErrorCode.GONE, "The process has ended; nothing is built any more.");
        }
        sql.enter(tenant, id, step, clock.instant());
        return true;
    }

    /** Ends a step in the open transaction; the next one counts as running from now on. */
    public void done(TenantId tenant, ProcessId id, String step, @Nullable String note) {
        sql.stepDone(tenant, id, step, note, clock.instant());
    }

    /** Writes down why a step failed, in a transaction of its own, because the step's was rolled back. */
    public void failed(TenantId tenant, ProcessId id, String step, String reason) {
        tx.write(Scope.of(tenant), () -> {
            if (sql.lock(tenant, id).filter(ProcessState::isOpen).isEmpty()) {
                return;
            }
            var now = clock.instant();
            if (sql.stepFailed(tenant, id, step, reason, now)) {
                sql.addEvent(tenant, id, now, step, "failed", reason);
            }
        });
    }

    /**
     * Says whom the process waits for, in the open transaction; again, when an attempt that failed has said otherwise since.
     *
     * @return false when the row says so already, or nothing is waited for any more
     */
    public boolean waiting(TenantId tenant, ProcessId id, String step, String blockedOn, Instant dueAt) {
        var state = sql.lock(tenant, id).orElseThrow(() -> DomainException.notFound("The process"));
        if (!state.isOpen() || state == ProcessState.WAITING || sql.hasEvent(tenant, id, HALTED)) {
            return false;
        }
        var now = clock.instant();
        sql.waiting(tenant, id, step, blockedOn, dueAt, now);
        sql.addEvent(tenant, id, now, step, "waiting", blockedOn);
        return true;
    }

    /**
     * Stops all building in the open transaction: from now on no step begins.
     *
     * @return false when the process has ended already, and what it built is there to stay
     */
    public boolean halt(TenantId tenant, ProcessId id) {
        if (sql.lock(tenant, id).filter(ProcessState::isOpen).isEmpty()) {
            return false;
        }
        if (!sql.hasEvent(tenant, id, HALTED)) {
            sql.addEvent(tenant, id, clock.instant(), null, HALTED, null);
        }
        return true;
    }

    /** Adds a line to the story once; false when a line of this name is there already. */
    public boolean once(TenantId tenant, ProcessId id, @Nullable String step, String event, @Nullable String detail) {
        sql.lock(tenant, id);
        if (sql.hasEvent(tenant, id, event)) {
            return false;
        }
        sql.addEvent(tenant, id, clock.instant(), step, event, detail);
        return true;
    }

    /** Names the space people may enter from now on. */
    public void live(TenantId tenant, ProcessId id, @Nullable String spaceSlug) {
        sql.live(tenant, id, spaceSlug, clock.instant());
    }

    /** Takes a step back in the open transaction. */
    public void undone(TenantId tenant, ProcessId id, String step) {
        var now = clock.instant();
        if (sql.stepUndone(tenant, id, step, now)) {
            sql.addEvent(tenant, id, now, step, "undone", null);
        }
    }

    /** Ends the process; ending it twice is the same. */
    public void end(
            TenantId tenant, ProcessId id, ProcessState state, @Nullable String failure, @Nullable String outcome) {
        tx.write(Scope.of(tenant), () -> {
            if (sql.lock(tenant, id).filter(ProcessState::isOpen).isEmpty()) {
                return;
            }
            var now = clock.instant();
            sql.end(tenant, id, state, failure, outcome, now);
            sql.addEvent(tenant, id, now, null, state.word(), failure == null ? outcome : failure);
        });
    }

    /** Tells the workflow of a process something, in the transaction that is open. */
    public void signal(ProcessStatus process, WorkflowSignal signal) {
        outbox.add(process.tenant(), WorkflowSignal.TOPIC, process.workflowId(), signal);
    }

    /** Orders the start of an open process's workflow once more. */
    public void startAgain(OpenProcess open) {
        tx.write(Scope.of(open.tenant()), () -> {
            if (sql.lock(open.tenant(), open.id()).filter(ProcessState::isOpen).isEmpty()) {
                return;
            }
            var now = clock.instant();
            sql.addEvent(open.tenant(), open.id(), now, null, "started again", "Temporal did not know it any more");
            outbox.add(
                    open.tenant(),
                    WorkflowStart.TOPIC,
                    open.workflowId(),
                    json.readValue(open.start(), WorkflowStart.class));
        });
    }

    /** An open process and its start as it was written down. */
    public record OpenProcess(TenantId tenant, ProcessId id, String kind, String workflowId, String start) {}
}
