package co.kendev.spaces.platform.outbox;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.upkeep.Purge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The outbox as the relay and the operators see it: across all tenants, with the relay's own credential. */
@Component
public class OutboxQueue implements Purge {
    /** Long enough to look up what was delivered yesterday. */
    private static final Duration DELIVERED_KEPT = Duration.ofDays(2);

    /** Long texts of failures say no more than their beginning. */
    private static final int FAILURE_MAX = 500;

    private static final String COLUMNS =
            "id, tenant_id, topic, workflow_id, payload, state, attempts, due_at, failure, created_at";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OutboxQueue(@Qualifier("relay") JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Takes due rows for a while; nobody else gets them before the lease is over, or its holder gives them back. */
    public List<OutboxRow> lease(int limit, Duration lease) {
        var now = clock.instant();
        return jdbc.sql("""
                        update platform.outbox set due_at = ? where id = any (array(
                          select id from platform.outbox where state = 'new' and due_at <= ?
                          order by due_at limit ? for update skip locked))
                        returning\s""" + COLUMNS)
                .params(Timestamp.from(now.plus(lease)), Timestamp.from(now), limit)
                .query(this::read)
                .list();
    }

    /** Marks rows as delivered. */
    public void done(Collection<UUID> ids) {
        jdbc.sql("""
                        update platform.outbox set state = 'done', done_at = ?, failure = null
                        where id = any (?) and state <> 'done'
                        """)
                .param(Timestamp.from(clock.instant()))
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    /** Puts a row back until later, with the reason. */
    public void retry(UUID id, int attempts, Duration after, String reason) {
        jdbc.sql("update platform.outbox set attempts = ?, due_at = ?, failure = ? where id = ? and state = 'new'")
                .params(attempts, Timestamp.from(clock.instant().plus(after)), shortened(reason), id)
                .update();
    }

    /** Sets a row aside: nobody tries it again until an operator says so. */
    public void poison(UUID id, int attempts, String reason) {
        jdbc.sql(
                        "update platform.outbox set state = 'poison', attempts = ?, failure = ? where id = ? and state = 'new'")
                .params(attempts, shortened(reason), id)
                .update();
    }

    /** Makes everything that waits for its next attempt due now: what it waited for is back. */
    public void hurry() {
        jdbc.sql("update platform.outbox set due_at = ? where state = 'new' and attempts > 0 and due_at > ?")
                .params(Timestamp.from(clock.instant()), Timestamp.from(clock.instant()))
                .update();
    }

    /** Whether a row of the topic for the workflow is not delivered, be it still to come or set aside. */
    public boolean isPending(String topic, String workflowId) {
        return jdbc.sql("""
                        select exists (
                          select from platform.outbox where state <> 'done' and topic = ? and workflow_id = ?)
                        """).params(topic, workflowId).query(Boolean.class).single();
    }

    /** Deletes a page of what was delivered long enough ago that nobody looks it up any more. */
    @Override
    public int purge() {
        return jdbc.sql("""
                        delete from platform.outbox where id = any (array(
                          select id from platform.outbox where state = 'done' and done_at < ?
                          order by done_at limit ? for update skip locked))
                        """)
                .params(Timestamp.from(clock.instant().minus(DELIVERED_KEPT)), PAGE)
                .update();
    }

    /** How much is waiting. */
    public Depth depth() {
        return jdbc.sql("""
                        select count(*) filter (where state = 'new') as waiting,
                          count(*) filter (where state = 'poison') as poison,
                          min(created_at) filter (where state = 'new') as oldest
                        from platform.outbox where state in ('new', 'poison')
                        """)
                .query((rs, row) -> {
                    var oldest = rs.getTimestamp("oldest");
                    return new Depth(
                            rs.getLong("waiting"),
                            rs.getLong("poison"),
                            oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), clock.instant()));
                })
                .single();
    }

    /** The newest rows in a state, or those before a row, in the order in which they were added; for operators. */
    public List<OutboxRow> list(Actor actor, OutboxRow.State state, @Nullable UUID before, int limit) {
        requireOperator(actor);
        return jdbc.sql("select " + COLUMNS + """
                         from platform.outbox where state = ? and (?::uuid is null or id < ?::uuid)
                        order by id desc limit ?
                        """)
                .param(state.name().toLowerCase(java.util.Locale.ROOT))
                .param(before)
                .param(before)
                .param(limit)
                .query(this::read)
                .list()
                .reversed();
    }

    /** Gives a row that was set aside another chance; for operators. */
    public void revive(Actor actor, UUID id) {
        requireOperator(actor);
        jdbc.sql("update platform.outbox set state = 'new', attempts = 0, due_at = ? where id = ? and state = 'poison'")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    private static void requireOperator(Actor actor) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators see the outbox.");
        }
    }

    private static String shortened(String reason) {
        return reason.length() > FAILURE_MAX ? reason.substring(0, FAILURE_MAX) : reason;
    }

    private OutboxRow read(ResultSet rs, int row) throws SQLException {
        return new OutboxRow(
                rs.getObject("id", UUID.class),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("topic"),
                rs.getString("workflow_id"),
                json.readTree(rs.getString("payload")),
                OutboxRow.State.valueOf(rs.getString("state").toUpperCase(java.util.Locale.ROOT)),
                rs.getInt("attempts"),
                rs.getTimestamp("due_at").toInstant(),
                failure(rs),
                rs.getTimestamp("created_at").toInstant());
    }

    private static @Nullable String failure(ResultSet rs) throws SQLException {
        return rs.getString("failure");
    }

    /**
     * What waits.
     *
     * @param age of the oldest row that waits
     */
    public record Depth(long waiting, long poison, Duration age) {}
}
