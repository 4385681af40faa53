package co.kendev.spaces.messages;

import co.kendev.spaces.messages.Messages.Letter;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Stores messages in the order of their channel. A channel's counter is locked from its raise to the commit, so one at a time would
 * mean one commit per message: whoever comes while another commits waits, and all that wait are stored together by the next.
 */
@Component
class PostOffice {
    /** More would make the first of them wait for the last. */
    private static final int BATCH_MAX = 64;

    private final Tx tx;
    private final MessageRows rows;
    private final Feed feed;
    private final ApplicationEventPublisher events;
    private final Counter posted;
    private final ConcurrentHashMap<ChannelId, Lane> lanes = new ConcurrentHashMap<>();

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

    /** Stores the letter in a transaction shared with those who wait at the same counter; returns after the commit. */
    Message post(Letter letter) {
        var waiting = new Waiting(letter, new CompletableFuture<>());
        var channel = letter.unsent().channel();
        var mine = new boolean[1];
        lanes.compute(channel, (id, lane) -> {
            if (lane == null) {
                lane = new Lane();
                mine[0] = true;
            }
            lane.queue.add(waiting);
            return lane;
        });
        if (mine[0]) {
            serve(channel);
        }
        try {
            return waiting.stored.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Serves one batch, then lets a fresh thread go on, so that nobody serves others for long. */
    private void serve(ChannelId channel) {
        var batch = new ArrayList<Waiting>();
        lanes.computeIfPresent(channel, (id, lane) -> {
            while (batch.size() < BATCH_MAX && !lane.queue.isEmpty()) {
                batch.add(lane.queue.remove());
            }
            return batch.isEmpty() ? null : lane;
        });
        if (batch.isEmpty()) {
            return;
        }
        try {
            deliver(batch);
        } finally {
            var more = lanes.computeIfPresent(channel, (id, lane) -> lane.queue.isEmpty() ? null : lane);
            if (more != null) {
                Thread.ofVirtual().name("post-office").start(() -> serve(channel));
            }
        }
    }

    private void deliver(List<Waiting> batch) {
        try {
            var stored = storeInOne(batch);
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).stored.complete(stored.get(i));
            }
        } catch (RuntimeException together) {
            // one bad letter spoils the batch: each on its own, so that only the bad one fails
            for (var waiting : batch) {
                try {
                    waiting.stored.complete(
                            batch.size() == 1
                                    ? rethrow(together)
                                    : storeInOne(List.of(waiting)).getFirst());
                } catch (RuntimeException alone) {
                    waiting.stored.completeExceptionally(alone);
                }
            }
        } catch (Error e) {
            batch.forEach(waiting -> waiting.stored.completeExceptionally(e));
            throw e;
        }
    }

    private static Message rethrow(RuntimeException e) {
        throw e;
    }

    private List<Message> storeInOne(List<Waiting> batch) {
        var tenant = batch.getFirst().letter.unsent().tenant();
        return tx.write(
                Scope.of(tenant),
                () -> store(batch.stream().map(Waiting::letter).toList()));
    }

    private List<Message> store(List<Letter> letters) {
        var first = letters.getFirst().unsent();
        var head = rows.advance(first.tenant(), first.channel(), letters.size(), letters.size());
        var seq = head.seq() - letters.size();
        var version = head.version() - letters.size();
        var placed = new ArrayList<Message>(letters.size());
        var hashes = new ArrayList<byte @org.jspecify.annotations.Nullable []>(letters.size());
        for (var letter : letters) {
            placed.add(letter.unsent().at(++seq, ++version));
            hashes.add(letter.fingerprint());
        }
        rows.insert(placed, hashes);

        placed.forEach(message -> events.publishEvent(new MessagePosted(message)));
        feed.afterCommit(placed);
        posted.increment(placed.size());
        return placed;
    }

    private record Waiting(Letter letter, CompletableFuture<Message> stored) {}

    /** Where the letters of one channel queue; it exists while somebody serves it. */
    private static final class Lane {
        private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    }
}
