package co.kendev.spaces.platform.outbox;

import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the outside must learn into the transaction of the fact itself. */
@Component
public class Outbox {
    /**
     * The instance that commits delivers first; any other one may, once this has passed. Longer than a delivery may take, so that
     * a row is not delivered twice at once.
     */
    private static final Duration OWN_ATTEMPT = Duration.ofSeconds(6);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Outbox(JdbcClient jdbc, JsonMapper json, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Adds a row to the transaction that is open.
     *
     * @param payload becomes JSON; never a secret
     */
    public void add(TenantId tenant, String topic, String workflowId, Object payload) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an outbox row belongs into the transaction of its fact");
        }
        var now = clock.instant();
        JsonNode tree = json.valueToTree(payload);
        var due = now.plus(OWN_ATTEMPT);
        var row = new OutboxRow(Ids.next(), tenant, topic, workflowId, tree, OutboxRow.State.NEW, 0, due, null, now);
        jdbc.sql("""
                        insert into platform.outbox (id, tenant_id, topic, workflow_id, payload, due_at, created_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(
                        row.id(),
                        tenant.value(),
                        topic,
                        workflowId,
                        json.writeValueAsString(tree),
                        Timestamp.from(due),
                        Timestamp.from(now))
                .update();
        afterCommit().rows.add(row);
    }

    private Announcement afterCommit() {
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Announcement announcement) {
                return announcement;
            }
        }
        var announcement = new Announcement();
        TransactionSynchronizationManager.registerSynchronization(announcement);
        return announcement;
    }

    private final class Announcement implements TransactionSynchronization {
        private final List<OutboxRow> rows = new ArrayList<>();

        @Override
        public void afterCommit() {
            events.publishEvent(new OutboxCommitted(List.copyOf(rows)));
        }
    }
}
