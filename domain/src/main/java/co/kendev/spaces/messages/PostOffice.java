package co.kendev.spaces.messages;

import co.kendev.spaces.messages.Messages.Letter;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Stores messages in the order of their channels. A channel's counter is locked from its raise to the commit, so one at a time would
 * mean one commit per message: whoever comes while the tenant's carriers are on their way waits, and the next carrier takes all that
 * wait, of all channels that nobody is on the way with, in one transaction.
 */
@Component
class PostOffice {
    /** More would make the first of them wait for the last. */
    private static final int BATCH_MAX = 64;
    /** Of one tenant at the same time: one that waits for a channel's lock leaves the others to go on. */
    private static final int CARRIERS = 3;

    /** SQLSTATE of who was in a circle of waiting transactions. */
    private static final String DEADLOCK = "40P01";

    private final Tx tx;
    private final MessageRows rows;
    private final Feed feed;
    private final ApplicationEventPublisher events;
    private final Counter posted;
    private final ConcurrentHashMap<TenantId, Counters> open = new ConcurrentHashMap<>();

    PostOffice(Tx tx, MessageRows rows, Feed feed, ApplicationEventPublisher events, MeterRegistry meters) {
        this.tx = tx;
        this.rows = rows;
        this.feed = feed;
        this.events = events;
        this.posted = Counter.builder("spaces.messages.posted")
                .description("Messages stored")
                .register(meters);
    }

    /** Stores the letter in the transaction that is open. */
    Message storeNow(Letter letter) {
        return store(List.of(letter)).getFirst();
    }

    /** Stores letters of one tenant in the transaction that is open. */
    void storeNow(List<Letter> letters) {
        store(letters);
    }

    /** Stores the letter in a transaction shared with those who wait in the same tenant; returns after the commit. */
    Message post(Letter letter) {
        var waiting = new Waiting(letter, new CompletableFuture<>());
        var tenant = letter.unsent().tenant();
        var batch = new ArrayList<Waiting>();
        open.compute(tenant, (id, known) -> {
            var counters = known == null ? new Counters() : known;
            counters.add(waiting);
            counters.take(batch);
            return counters;
        });
        carry(tenant, batch);
        try {
            return waiting.stored.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Carries one batch, then lets a fresh thread take the next, so that nobody carries for others for long. */
    private void carry(TenantId tenant, List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            deliver(batch);
        } finally {
            var next = new ArrayList<Waiting>();
            open.computeIfPresent(tenant, (id, counters) -> {
                counters.back(batch);
                counters.take(next);
                return counters.isIdle() ? null : counters;
            });
            if (!next.isEmpty()) {
                Thread.ofVirtual().name("post-office").start(() -> carry(tenant, next));
            }
        }
    }

    private void deliver(List<Waiting> batch) {
        try {
            var stored = storeInOne(batch);
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).stored.complete(stored.get(i));
            }
        } catch (DataIntegrityViolationException | DomainException together) {
            // one bad letter spoils the batch: each on its own, so that only the bad one fails
            apart(batch, batch.stream().map(List::of).toList(), together);
        } catch (ConcurrencyFailureException held) {
            // one channel that is held by somebody: each channel on its own, so that only that one fails
            apart(
                    batch,
                    List.copyOf(batch.stream()
                            .collect(Collectors.groupingBy(Waiting::channel))
                            .values()),
                    held);
        } catch (RuntimeException | Error e) {
            // the same would happen to each: with the database away nobody waits for the others' time-outs
            batch.forEach(waiting -> waiting.stored.completeExceptionally(e));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private void apart(List<Waiting> batch, List<List<Waiting>> parts, RuntimeException together) {
        if (parts.size() == 1) {
            batch.forEach(waiting -> waiting.stored.completeExceptionally(together));
            return;
        }
        try {
            parts.forEach(this::deliver);
        } finally {
            // after an Error in one of them nobody may wait for ever
            batch.forEach(waiting -> waiting.stored.completeExceptionally(together));
        }
    }

    private List<Message> storeInOne(List<Waiting> batch) {
        var scope = Scope.of(batch.getFirst().letter.unsent().tenant());
        var letters = batch.stream().map(Waiting::letter).toList();
        try {
            return tx.write(scope, () -> store(letters));
        } catch (ConcurrencyFailureException e) {
            if (!(e.getMostSpecificCause() instanceof SQLException cause && DEADLOCK.equals(cause.getSQLState()))) {
                throw e;
            }
            // PostgreSQL chose this one to give way; whom it met has passed by now
            return tx.write(scope, () -> store(letters));
        }
    }

    /** Stores letters of one tenant; those of one channel get their places in the order given. */
    private List<Message> store(List<Letter> letters) {
        var posts = new LinkedHashMap<ChannelId, Integer>();
        letters.forEach(letter -> posts.merge(letter.unsent().channel(), 1, Integer::sum));
        var heads = rows.advance(letters.getFirst().unsent().tenant(), posts);
        heads.replaceAll((channel, head) -> head.back(posts.getOrDefault(channel, 0)));

        var placed = new ArrayList<Message>(letters.size());
        var hashes = new ArrayList<byte @Nullable []>(letters.size());
        var byChannel = new LinkedHashMap<ChannelId, List<Message>>();
        for (var letter : letters) {
            var channel = letter.unsent().channel();
            var place = Objects.requireNonNull(heads.get(channel)).next();
            heads.put(channel, place);
            var message = letter.unsent().at(place.seq(), place.version());
            placed.add(message);
            hashes.add(letter.fingerprint());
            byChannel.computeIfAbsent(channel, id -> new ArrayList<>()).add(message);
        }
        rows.insert(placed, hashes);

        placed.forEach(message -> events.publishEvent(new MessagePosted(message)));
        byChannel.values().forEach(feed::afterCommit);
        posted.increment(placed.size());
        return placed;
    }

    private record Waiting(Letter letter, CompletableFuture<Message> stored) {
        ChannelId channel() {
            return letter.unsent().channel();
        }
    }

    /** Where the letters of one tenant wait, by channel; it exists while there is something to carry. */
    private static final class Counters {
        private final Map<ChannelId, Queue<Waiting>> queues = new LinkedHashMap<>();
        private final Set<ChannelId> onTheWay = new HashSet<>();
        private int carriers;

        void add(Waiting waiting) {
            queues.computeIfAbsent(waiting.channel(), id -> new ArrayDeque<>()).add(waiting);
        }

        /** Hands a free carrier what may go now; nothing when all are on their way. */
        void take(List<Waiting> batch) {
            if (carriers == CARRIERS) {
                return;
            }
            for (var queues = this.queues.entrySet().iterator(); queues.hasNext() && batch.size() < BATCH_MAX; ) {
                var queue = queues.next();
                if (onTheWay.contains(queue.getKey())) {
                    continue;
                }
                while (batch.size() < BATCH_MAX && !queue.getValue().isEmpty()) {
                    batch.add(queue.getValue().remove());
                }
                if (queue.getValue().isEmpty()) {
                    queues.remove();
                }
            }
            if (!batch.isEmpty()) {
                batch.forEach(waiting -> onTheWay.add(waiting.channel()));
                carriers++;
            }
        }

        void back(List<Waiting> batch) {
            batch.forEach(waiting -> onTheWay.remove(waiting.channel()));
            carriers--;
        }

        boolean isIdle() {
            return carriers == 0 && queues.isEmpty();
        }
    }
}
