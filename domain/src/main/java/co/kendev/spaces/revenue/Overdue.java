package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks once more for what was taken and never posted: its run may be lost with the data of Temporal, or have ended before. */
@Component
public class Overdue {
    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);
    /** Longer than any run takes that is not lost, and how long an order is given before it is repeated. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int ORDERS_MAX = 1_000;

    private final Tx tx;
    private final PaymentRows rows;
    private final Tenants tenants;
    private final Outbox outbox;
    private final OutboxQueue queue;
    private final Clock clock;
    private final Cache<Payments.Due, Boolean> ordered =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(PATIENCE).build();

    Overdue(Tx tx, PaymentRows rows, Tenants tenants, Outbox outbox, OutboxQueue queue, Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.tenants = tenants;
        this.outbox = outbox;
        this.queue = queue;
        this.clock = clock;
    }

    /** Orders the posting of what waits for longer than a minute and is not on its way; returns how many orders it gave. */
    public int requeue() {
        return requeue(PATIENCE);
    }

    int requeue(Duration patience) {
        int orders = 0;
        for (var due : rows.stuck(clock.instant().minus(patience), ORDERS_MAX)) {
            try {
                if (ordered.getIfPresent(due) == null && order(due)) {
                    orders++;
                }
            } catch (DomainException gone) {
                LOG.debug("{} is not asked for: {}", due, gone.detail());
            }
        }
        if (orders > 0) {
            LOG.warn("{} order(s) to post payments were given once more", orders);
        }
        return orders;
    }

    private boolean order(Payments.Due due) {
        var slug = tenants.get(due.tenant()).slug();
        var workflowId = slug + "/" + Payments.KIND + "/" + due.eventId();
        if (queue.isPending(Payments.TOPIC, workflowId)) {
            return false;
        }
        tx.write(
                Scope.of(due.tenant()),
                () -> outbox.add(
                        due.tenant(),
                        Payments.TOPIC,
                        workflowId,
                        Map.of("tenant", slug, "event", due.eventId(), "again", true)));
        ordered.put(due, true);
        return true;
    }
}
