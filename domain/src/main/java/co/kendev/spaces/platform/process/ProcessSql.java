package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.Processes.OpenProcess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements behind {@link Processes}; those that cross tenants use the relay's credential. */
@Component
class ProcessSql {
    private static final String COLUMNS = """
            select p.id, p.tenant_id, p.tenant_slug, p.kind, p.business_key, p.title, p.state, p.stage, p.blocked_on, p.due_at,
                   p.attempts, p.failure, p.outcome, p.space_slug, p.workflow_id, p.created_at, p.updated_at, p.finished_at
            from platform.process p
            """;

    private final JdbcClient jdbc;
    private final JdbcClient everywhere;

    ProcessSql(JdbcClient jdbc, @Qualifier("relay") JdbcClient everywhere) {
        this.jdbc = jdbc;
        this.everywhere = everywhere;
    }

    long uses(String tenantSlug, String kind, String key) {
        return jdbc.sql("select platform.process_uses(?, ?, ?)")
                .params(tenantSlug, kind, key)
                .query(Long.class)
                .single();
    }

    void insert(NewProcess wanted, ProcessId id, String key, String workflowId, String start, Instant now) {
        var tenant = wanted.tenant().value();
        jdbc.sql("""
                        insert into platform.process (tenant_id, id, tenant_slug, kind, business_key, title, state, stage,
                          workflow_id, workflow_start, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(
                        tenant,
                        id.value(),
                        wanted.tenantSlug(),
                        wanted.kind(),
                        key,
                        wanted.title(),
                        wanted.steps().getFirst().name(),
                        workflowId,
                        start,
                        Timestamp.from(now),
                        Timestamp.from(now))
                .update();
        int position = 0;
        for (var step : wanted.steps()) {
            jdbc.sql("""
                            insert into platform.process_step (tenant_id, process_id, name, label, position, state)
                            values (?, ?, ?, ?, ?, 'queued')
                            """)
                    .params(tenant, id.value(), step.name(), step.label(), position++)
                    .update();
        }
    }

    Optional<ProcessStatus> find(TenantId tenant, ProcessId id) {
        return jdbc.sql(COLUMNS + "where p.tenant_id = ? and p.id = ?")
                .params(tenant.value(), id.value())
                .query((rs, row) -> status(rs, steps(jdbc, List.of(id.value()))))
                .optional();
    }

    Optional<ProcessStatus> findAnywhere(ProcessId id) {
        return everywhere
                .sql(COLUMNS + "where p.id = ?")
                .param(id.value())
                .query((rs, row) -> status(rs, steps(everywhere, List.of(id.value()))))
                .optional();
    }

    Optional<ProcessStatus> findByWorkflow(String workflowId) {
        return everywhere
                .sql("select p.id from platform.process p where p.workflow_id = ?")
                .param(workflowId)
                .query((rs, row) -> new ProcessId(rs.getObject("id", UUID.class)))
                .optional()
                .flatMap(this::findAnywhere);
    }

    boolean isOpen(String workflowId) {
        return everywhere.sql("""
                        select exists (
                          select from platform.process
                          where workflow_id = ? and state in ('queued', 'running', 'waiting'))
                        """).param(workflowId).query(Boolean.class).single();
    }

    List<ProcessStatus> list(TenantId tenant, ProcessFilter filter) {
        return page(jdbc, tenant, filter);
    }

    List<ProcessStatus> listAnywhere(ProcessFilter filter) {
        return page(everywhere, null, filter);
    }

    private static List<ProcessStatus> page(JdbcClient jdbc, @Nullable TenantId tenant, ProcessFilter filter) {
        var state = filter.state();
        var before = filter.before();
        var ids = jdbc.sql("""
                        select p.id from platform.process p
                        where (:tenant::uuid is null or p.tenant_id = :tenant::uuid)
                          and (:kind::text is null or p.kind = :kind)
                          and (:state::text is null or p.state = :state)
                          and (:slug::text is null or p.tenant_slug = :slug)
                          and (:before::uuid is null or p.id < :before::uuid)
                        order by p.id desc limit :limit
                        """)
                .param("tenant", tenant == null ? null : tenant.value())
                .param("kind", filter.kind())
                .param("state", state == null ? null : state.word())
                .param("slug", filter.tenantSlug())
                .param("before", before == null ? null : before.value())
                .param("limit", filter.limit())
                .query((rs, row) -> rs.getObject("id", UUID.class))
                .list();
        if (ids.isEmpty()) {
            return List.of();
        }
        var steps = steps(jdbc, ids);
        return jdbc.sql(COLUMNS + "where p.id = any(:ids) order by p.id desc")
                .param("ids", ids.toArray(UUID[]::new))
                .query((rs, row) -> status(rs, steps))
                .list();
    }

    private static Map<UUID, List<ProcessStep>> steps(JdbcClient jdbc, List<UUID> processes) {
        var steps = new LinkedHashMap<UUID, List<ProcessStep>>();
        jdbc.sql("""
                        select process_id, name, label, state, started_at, finished_at, attempts, failure, note
                        from platform.process_step where process_id = any(?) order by process_id, position
                        """).param(processes.toArray(UUID[]::new)).query(rs -> {
            steps.computeIfAbsent(rs.getObject("process_id", UUID.class), id -> new ArrayList<>())
                    .add(new ProcessStep(
                            rs.getString("name"),
                            rs.getString("label"),
                            ProcessState.of(rs.getString("state")),
                            instant(rs, "started_at"),
                            instant(rs, "finished_at"),
                            rs.getInt("attempts"),
                            rs.getString("failure"),
                            rs.getString("note")));
        });
        return steps;
    }

    List<ProcessEvent> events(TenantId tenant, ProcessId id, long after, int limit) {
        return jdbc.sql("""
                        select seq, at, step, event, detail from platform.process_event
                        where tenant_id = ? and process_id = ? and seq > ? order by seq limit ?
                        """)
                .params(tenant.value(), id.value(), after, limit)
                .query((rs, row) -> new ProcessEvent(
                        rs.getLong("seq"),
                        rs.getTimestamp("at").toInstant(),
                        rs.getString("step"),
                        rs.getString("event"),
                        rs.getString("detail")))
                .list();
    }

    List<OpenProcess> openSince(Instant unchangedSince, @Nullable ProcessId after, int limit) {
        return everywhere
                .sql("""
                        select tenant_id, id, kind, workflow_id, workflow_start from platform.process
                        where state in ('queued', 'running', 'waiting') and updated_at < ?
                          and (?::uuid is null or id > ?::uuid)
                        order by id limit ?
                        """)
                .param(Timestamp.from(unchangedSince))
                .param(after == null ? null : after.value())
                .param(after == null ? null : after.value())
                .param(limit)
                .query((rs, row) -> new OpenProcess(
                        new TenantId(rs.getObject("tenant_id", UUID.class)),
                        new ProcessId(rs.getObject("id", UUID.class)),
                        rs.getString("kind"),
                        rs.getString("workflow_id"),
                        rs.getString("workflow_start")))
                .list();
    }

    /** Open processes whose workflow was told less than an offset, by id. */
    List<Untold> untold(long offsetSeconds, @Nullable ProcessId after, int limit) {
        return everywhere
                .sql("""
                        select tenant_id, id, workflow_id from platform.process
                        where state in ('queued', 'running', 'waiting') and clock_offset < ?
                          and (?::uuid is null or id > ?::uuid)
                        order by id limit ?
                        """)
                .param(offsetSeconds)
                .param(after == null ? null : after.value())
                .param(after == null ? null : after.value())
                .param(limit)
                .query((rs, row) -> new Untold(
                        new TenantId(rs.getObject("tenant_id", UUID.class)),
                        new ProcessId(rs.getObject("id", UUID.class)),
                        rs.getString("workflow_id")))
                .list();
    }

    /** A process whose workflow is still to hear how far business time is ahead. */
    record Untold(TenantId tenant, ProcessId process, String workflowId) {}

    /** Writes down what a workflow is being told; false when it knows as much already, or its process has ended. */
    boolean told(TenantId tenant, ProcessId id, long offsetSeconds) {
        return jdbc.sql("""
                                update platform.process set clock_offset = ?
                                where tenant_id = ? and id = ? and clock_offset < ?
                                  and state in ('queued', 'running', 'waiting')
                                """)
                        .params(offsetSeconds, tenant.value(), id.value(), offsetSeconds)
                        .update()
                > 0;
    }

    List<DueProcess> dueNext(int limit) {
        return everywhere
                .sql("""
                        select id, tenant_slug, title, stage, blocked_on, due_at from platform.process
                        where state in ('queued', 'running', 'waiting') and due_at is not null
                        order by due_at, id limit ?
                        """)
                .param(limit)
                .query((rs, row) -> new DueProcess(
                        new ProcessId(rs.getObject("id", UUID.class)),
                        rs.getString("tenant_slug"),
                        rs.getString("title"),
                        rs.getString("stage"),
                        rs.getString("blocked_on"),
                        rs.getTimestamp("due_at").toInstant()))
                .list();
    }

    /** What was written since an instant into the stories of those who were told of an offset; the newest first. */
    List<ClockEffect> since(long offsetSeconds, Instant since, List<String> begunByTime, int limit) {
        return everywhere
                .sql("""
                        select p.id, p.tenant_slug, p.title, e.seq, e.at, e.step, e.event, e.detail, s.label
                        from platform.process p
                        join platform.process_event e on e.tenant_id = p.tenant_id and e.process_id = p.id and e.at >= ?
                        left join platform.process_step s
                          on s.tenant_id = e.tenant_id and s.process_id = e.process_id and s.name = e.step
                        where p.clock_offset > 0 and p.clock_offset >= ? and p.created_at < ?
                          or p.created_at >= ? and p.kind = any(?)
                        order by e.at desc, e.seq desc limit ?
                        """)
                .param(Timestamp.from(since))
                .param(offsetSeconds)
                .param(Timestamp.from(since))
                .param(Timestamp.from(since))
                .param(begunByTime.toArray(String[]::new))
                .param(limit)
                .query((rs, row) -> new ClockEffect(
                        new ProcessId(rs.getObject("id", UUID.class)),
                        rs.getString("tenant_slug"),
                        rs.getString("title"),
                        new ProcessEvent(
                                rs.getLong("seq"),
                                rs.getTimestamp("at").toInstant(),
                                rs.getString("step"),
                                rs.getString("event"),
                                rs.getString("detail")),
                        rs.getString("label")))
                .list();
    }

    Optional<ProcessState> lock(TenantId tenant, ProcessId id) {
        return jdbc.sql("select state from platform.process where tenant_id = ? and id = ? for update")
                .params(tenant.value(), id.value())
                .query((rs, row) -> ProcessState.of(rs.getString(1)))
                .optional();
    }

    /** What stands in the way of a step; a statement after {@link #lock}, which shows what was committed before the lock. */
    Standing standing(TenantId tenant, ProcessId id, String step) {
        return jdbc.sql("""
                        select s.state, exists (
                            select from platform.process_event e
                            where e.tenant_id = s.tenant_id and e.process_id = s.process_id and e.event = ?) as halted
                        from platform.process_step s where s.tenant_id = ? and s.process_id = ? and s.name = ?
                        """)
                .params(Processes.HALTED, tenant.value(), id.value(), step)
                .query((rs, row) -> new Standing(ProcessState.of(rs.getString(1)), rs.getBoolean(2)))
                .single();
    }

    /** How far a step is, and whether the process is being taken back. */
    record Standing(ProcessState step, boolean halted) {}

    void enter(TenantId tenant, ProcessId id, String step, Instant now) {
        jdbc.sql("""
                        with process as (
                          update platform.process
                          set state = 'running', stage = ?, blocked_on = null, due_at = null, updated_at = ?
                          where tenant_id = ? and id = ?
                          returning tenant_id, id)
                        update platform.process_step s
                        set state = 'running', started_at = coalesce(s.started_at, ?), attempts = s.attempts + 1
                        from process where s.tenant_id = process.tenant_id and s.process_id = process.id and s.name = ?
                        """)
                .params(step, Timestamp.from(now), tenant.value(), id.value(), Timestamp.from(now), step)
                .update();
    }

    /** Ends a step, lets the next one run, and adds that to the story. */
    void stepDone(TenantId tenant, ProcessId id, String step, @Nullable String note, Instant now) {
        jdbc.sql("""
                        with this as (
                          update platform.process_step
                          set state = 'done', finished_at = :now, failure = null, note = :note
                          where tenant_id = :tenant and process_id = :id and name = :step
                          returning tenant_id, process_id, position),
                        next as (
                          update platform.process_step n set state = 'running', started_at = :now
                          from this where n.tenant_id = this.tenant_id and n.process_id = this.process_id
                            and n.position = this.position + 1 and n.state = 'queued'),
                        process as (
                          update platform.process set failure = null, updated_at = :now, last_event = last_event + 1
                          where tenant_id = :tenant and id = :id
                          returning tenant_id, id, last_event)
                        insert into platform.process_event (tenant_id, process_id, seq, at, step, event, detail)
                        select tenant_id, id, last_event, :now, :step, 'done', :note from process
                        """)
                .param("now", Timestamp.from(now))
                .param("note", note, Types.VARCHAR)
                .param("tenant", tenant.value())
                .param("id", id.value())
                .param("step", step)
                .update();
    }

    /** False, and nothing changed, for a step that is done: a late failure is no news of it. */
    boolean stepFailed(TenantId tenant, ProcessId id, String step, String reason, Instant now) {
        var failed = jdbc.sql("""
                        update platform.process_step
                        set state = 'failed', started_at = coalesce(started_at, ?), attempts = attempts + 1, failure = ?
                        where tenant_id = ? and process_id = ? and name = ? and state <> 'done'
                        """)
                .params(Timestamp.from(now), reason, tenant.value(), id.value(), step)
                .update();
        if (failed == 0) {
            return false;
        }
        jdbc.sql("""
                        update platform.process set state = 'running', stage = ?, attempts = attempts + 1, failure = ?, updated_at = ?
                        where tenant_id = ? and id = ?
                        """)
                .params(step, reason, Timestamp.from(now), tenant.value(), id.value())
                .update();
        return true;
    }

    void waiting(TenantId tenant, ProcessId id, String step, String blockedOn, Instant dueAt, Instant now) {
        jdbc.sql("""
                        update platform.process
                        set state = 'waiting', stage = ?, blocked_on = ?, due_at = ?, failure = null, updated_at = ?
                        where tenant_id = ? and id = ?
                        """)
                .params(step, blockedOn, Timestamp.from(dueAt), Timestamp.from(now), tenant.value(), id.value())
                .update();
        jdbc.sql("""
                        update platform.process_step set state = 'waiting', failure = null
                        where tenant_id = ? and process_id = ? and name = ?
                        """).params(tenant.value(), id.value(), step).update();
    }

    void live(TenantId tenant, ProcessId id, @Nullable String spaceSlug, Instant now) {
        jdbc.sql("update platform.process set space_slug = ?, updated_at = ? where tenant_id = ? and id = ?")
                .param(spaceSlug)
                .param(Timestamp.from(now))
                .param(tenant.value())
                .param(id.value())
                .update();
    }

    boolean stepUndone(TenantId tenant, ProcessId id, String step, Instant now) {
        jdbc.sql("update platform.process set stage = ?, updated_at = ? where tenant_id = ? and id = ?")
                .params(step, Timestamp.from(now), tenant.value(), id.value())
                .update();
        return jdbc.sql("""
                                update platform.process_step set state = 'cancelled', finished_at = ?
                                where tenant_id = ? and process_id = ? and name = ? and state <> 'cancelled'
                                """)
                        .params(Timestamp.from(now), tenant.value(), id.value(), step)
                        .update()
                > 0;
    }

    void end(
            TenantId tenant,
            ProcessId id,
            ProcessState state,
            @Nullable String failure,
            @Nullable String outcome,
            Instant now) {
        jdbc.sql("""
                        update platform.process
                        set state = ?, failure = ?, outcome = ?, blocked_on = null, due_at = null, updated_at = ?, finished_at = ?
                        where tenant_id = ? and id = ?
                        """)
                .param(state.word())
                .param(failure)
                .param(outcome)
                .param(Timestamp.from(now))
                .param(Timestamp.from(now))
                .param(tenant.value())
                .param(id.value())
                .update();
        if (state != ProcessState.DONE) {
            jdbc.sql("""
                            update platform.process_step set state = 'cancelled'
                            where tenant_id = ? and process_id = ? and state in ('queued', 'running', 'waiting')
                            """).params(tenant.value(), id.value()).update();
        }
    }

    boolean hasEvent(TenantId tenant, ProcessId id, String event) {
        return jdbc.sql("""
                        select exists (select from platform.process_event where tenant_id = ? and process_id = ? and event = ?)
                        """)
                .params(tenant.value(), id.value(), event)
                .query(Boolean.class)
                .single();
    }

    void addEvent(
            TenantId tenant, ProcessId id, Instant at, @Nullable String step, String event, @Nullable String detail) {
        jdbc.sql("""
                        with next as (
                          update platform.process set last_event = last_event + 1 where tenant_id = ? and id = ?
                          returning tenant_id, id, last_event)
                        insert into platform.process_event (tenant_id, process_id, seq, at, step, event, detail)
                        select tenant_id, id, last_event, ?::timestamptz, ?::text, ?::text, ?::text from next
                        """)
                .param(tenant.value())
                .param(id.value())
                .param(Timestamp.from(at))
                .param(step)
                .param(event)
                .param(detail)
                .update();
    }

    private static ProcessStatus status(ResultSet rs, Map<UUID, List<ProcessStep>> steps) throws SQLException {
        var id = rs.getObject("id", UUID.class);
        return new ProcessStatus(
                new ProcessId(id),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("tenant_slug"),
                rs.getString("kind"),
                rs.getString("business_key"),
                rs.getString("title"),
                ProcessState.of(rs.getString("state")),
                rs.getString("stage"),
                rs.getString("blocked_on"),
                instant(rs, "due_at"),
                rs.getInt("attempts"),
                rs.getString("failure"),
                rs.getString("outcome"),
                rs.getString("space_slug"),
                rs.getString("workflow_id"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant(),
                instant(rs, "finished_at"),
                steps.getOrDefault(id, List.of()));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
