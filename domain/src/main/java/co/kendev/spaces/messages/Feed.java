package co.kendev.spaces.messages;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells everybody who watches a channel on this instance what happened in it, in the order of the channel's versions. Commits of
 * this instance arrive directly; those of others are read from their rows when the {@link FeedBridge} hears of them.
 */
@Component
public class Feed implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** How long a missing version may be on its way from another thread before it is read from the database. */
    private static final long PATIENCE_MS = 25;

    private static final int LOAD_MAX = 500;
    private static final Duration PACE_MAX = Duration.ofMillis(100);
    private static final Duration PACE_STEP = Duration.ofMillis(2);
    /** Frames that listeners may be behind, on average, before posters are held back. */
    private static final int BEHIND_MAX = 8;
    /** One listener that does not follow at all counts no more than this. */
    private static final int BEHIND_EACH = 32;

    private final Tx tx;
    private final MessageRows rows;
    private final Timer fanOut;
    private final ConcurrentHashMap<ChannelId, Hub> hubs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TenantId, Set<Consumer<Activity>>> watchers = new ConcurrentHashMap<>();
    private final CopyOnWriteArraySet<Consumer<Activity>> bridges = new CopyOnWriteArraySet<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("feed-gaps").factory());

    Feed(Tx tx, MessageRows rows, MeterRegistry meters) {
        this.tx = tx;
        this.rows = rows;
        this.fanOut = Timer.builder("spaces.feed.fanout")
                .description("From the commit of a message until every local listener has it queued")
                .publishPercentileHistogram()
                .register(meters);
        meters.gauge("spaces.feed.channels", hubs, ConcurrentHashMap::size);
    }

    /**
     * Watches a channel from now on. Who needs what came before reads the history after this call returns, and then skips what
     * both contain.
     *
     * @param listener is called in order and must not block
     */
    public Subscription subscribe(TenantId tenant, ChannelId channel, Listener listener) {
        while (true) {
            var hub = hubs.computeIfAbsent(channel, id -> new Hub(tenant, id));
            if (hub.add(listener)) {
                return () -> hub.remove(listener);
            }
        }
    }

    /** Hears of every channel of a tenant that something happened in it, on whatever instance; must not block. */
    public Subscription watch(TenantId tenant, Consumer<Activity> listener) {
        watchers.compute(tenant, (id, known) -> {
            var set = known == null ? new CopyOnWriteArraySet<Consumer<Activity>>() : known;
            set.add(listener);
            return set;
        });
        return () -> watchers.computeIfPresent(tenant, (id, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    /** Announces changed messages of one channel when the transaction that is open has committed. */
    void afterCommit(Collection<Message> changed) {
        var messages = List.copyOf(changed);
        tx.afterCommit(() -> committed(messages));
    }

    /**
     * Holds a poster back, for {@link #PACE_MAX} at most, while the listeners of the channel here are behind: who posts faster than
     * others can be told only makes everybody late.
     */
    void pace(ChannelId channel) {
        var hub = hubs.get(channel);
        if (hub == null) {
            return;
        }
        var end = System.nanoTime() + PACE_MAX.toNanos();
        while (hub.isBehind() && System.nanoTime() < end) {
            LockSupport.parkNanos(PACE_STEP.toNanos());
        }
    }

    private void committed(List<Message> messages) {
        var start = System.nanoTime();
        var last = messages.getLast();
        var hub = hubs.get(last.channel());
        if (hub != null) {
            hub.arrived(messages);
        }
        var activity = new Activity(last.tenant(), last.channel(), last.seq(), last.version());
        announce(activity);
        bridges.forEach(bridge -> bridge.accept(activity));
        fanOut.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    /** Another instance committed up to this version. */
    void heard(Activity activity) {
        var hub = hubs.get(activity.channel());
        if (hub != null) {
            hub.catchUp(activity.version());
        }
        announce(activity);
    }

    /** Word from other instances may have been lost: look at every channel that somebody watches. */
    void refresh() {
        hubs.values().forEach(hub -> hub.catchUp(Long.MAX_VALUE));
    }

    void bridge(Consumer<Activity> bridge) {
        bridges.add(bridge);
    }

    private void announce(Activity activity) {
        var known = watchers.get(activity.tenant());
        if (known != null) {
            for (var watcher : known) {
                try {
                    watcher.accept(activity);
                } catch (RuntimeException e) {
                    LOG.warn("a watcher of tenant {} failed", activity.tenant(), e);
                }
            }
        }
    }

    @Override
    public void destroy() {
        later.shutdownNow();
    }

    /** Something happened in a channel: how far it is now. */
    public record Activity(TenantId tenant, ChannelId channel, long seq, long version) {}

    /** Hears what happens in a channel, in order. */
    @FunctionalInterface
    public interface Listener {
        void hear(Frame frame);

        /** How many frames it has heard and not passed on yet. */
        default int behind() {
            return 0;
        }
    }

    /** Ends a watch when closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** One watched channel. */
    private final class Hub {
        private final TenantId tenant;
        private final ChannelId channel;
        private final CopyOnWriteArraySet<Listener> listeners = new CopyOnWriteArraySet<>();
        private final TreeMap<Long, Message> early = new TreeMap<>();
        private long lastSeq;
        private long lastVersion = -1;
        private boolean gone;

        Hub(TenantId tenant, ChannelId channel) {
            this.tenant = tenant;
            this.channel = channel;
        }

        synchronized boolean add(Listener listener) {
            if (gone) {
                return false;
            }
            if (lastVersion < 0) {
                var head = tx.read(Scope.of(tenant), () -> rows.head(channel));
                lastSeq = head.seq();
                lastVersion = head.version();
            }
            listeners.add(listener);
            return true;
        }

        synchronized void remove(Listener listener) {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                gone = true;
                hubs.remove(channel, this);
            }
        }

        boolean isBehind() {
            var count = 0;
            var behind = 0;
            for (var listener : listeners) {
                count++;
                behind += Math.min(listener.behind(), BEHIND_EACH);
            }
            return behind > count * BEHIND_MAX;
        }

        synchronized void arrived(List<Message> messages) {
            if (lastVersion < 0) {
                return;
            }
            for (var message : messages) {
                if (message.version() > lastVersion) {
                    early.put(message.version(), message);
                }
            }
            deliverReady();
            if (!early.isEmpty()) {
                later.schedule(() -> catchUp(Long.MAX_VALUE), PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
        }

        /** Reads from the database what is missing up to a version. */
        synchronized void catchUp(long upTo) {
            if (gone || lastVersion < 0 || upTo <= lastVersion || (upTo == Long.MAX_VALUE && listeners.isEmpty())) {
                return;
            }
            try {
                while (!load()) {
                    LOG.debug("channel {} grew while it was read", channel);
                }
                early.headMap(lastVersion, true).clear();
                deliverReady();
            } catch (RuntimeException e) {
                LOG.warn("channel {} could not be read to catch up; trying again: {}", channel, e.toString());
                later.schedule(() -> catchUp(Long.MAX_VALUE), 1, TimeUnit.SECONDS);
            }
        }

        private void deliverReady() {
            for (var next = early.remove(lastVersion + 1); next != null; next = early.remove(lastVersion + 1)) {
                lastVersion = next.version();
                deliver(next);
            }
        }

        /**
         * Rows show a message once, as it is now, and a new one that was edited later stands behind newer ones in the order of
         * change: so first the new ones in the order of the channel, then the changes of what was known. Says whether that was
         * all; else something was posted between the two looks.
         */
        private boolean load() {
            var delivered = new HashMap<Long, Long>();
            var known = lastSeq;
            List<Message> posts;
            do {
                posts = tx.read(Scope.of(tenant), () -> rows.after(channel, lastSeq, LOAD_MAX));
                for (var post : posts) {
                    deliver(post);
                    delivered.put(post.seq(), post.version());
                }
            } while (posts.size() == LOAD_MAX);
            List<Message> changes;
            do {
                changes = tx.read(Scope.of(tenant), () -> rows.changedAfter(channel, lastVersion, LOAD_MAX));
                for (var change : changes) {
                    if (change.seq() > lastSeq) {
                        return false;
                    }
                    if (change.seq() <= known || delivered.getOrDefault(change.seq(), 0L) < change.version()) {
                        deliver(change);
                    }
                    lastVersion = change.version();
                }
            } while (changes.size() == LOAD_MAX);
            return true;
        }

        private void deliver(Message message) {
            var created = message.seq() > lastSeq;
            lastSeq = Math.max(lastSeq, message.seq());
            var frame = new Frame(message, created);
            for (var listener : listeners) {
                try {
                    listener.hear(frame);
                } catch (RuntimeException e) {
                    LOG.warn("a listener of channel {} failed and is dropped: {}", channel, e.toString());
                    listeners.remove(listener);
                }
            }
        }
    }
}
