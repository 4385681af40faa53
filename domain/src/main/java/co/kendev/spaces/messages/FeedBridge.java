package co.kendev.spaces.messages;

import co.kendev.spaces.messages.Feed.Activity;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries word of committed messages between instances by PostgreSQL's NOTIFY: ids and numbers only, the first at once, then at
 * most every 20 ms, never inside a business transaction, because a transaction that notifies serialises all commits.
 */
@Component
class FeedBridge implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FeedBridge.class);
    private static final String TOPIC = "spaces_feed";
    private static final long PAUSE_MS = 20;
    private static final long RETRY_MS = 200;
    /** How long word may be lost that nobody could send, because an instance died between a commit and its word. */
    private static final int PROBE_MS = 5_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    /** Before the web server starts, and so after it has served its last request and stopped. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    /** PostgreSQL takes less than 8,000 bytes in one notification. */
    private static final int PAYLOAD_MAX = 7_900;

    private final Feed feed;
    private final JdbcClient jdbc;
    private final DataSource listening;
    private final String instance = Ids.next().toString().substring(24);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final LinkedHashMap<ChannelId, Activity> pending = new LinkedHashMap<>();
    private volatile boolean running;
    private volatile @Nullable Thread sender;
    private volatile @Nullable Thread receiver;
    private volatile @Nullable Connection hearing;

    FeedBridge(Feed feed, JdbcClient jdbc, @Qualifier("listen") DataSource listening) {
        this.feed = feed;
        this.jdbc = jdbc;
        this.listening = listening;
        feed.bridge(this::committed);
    }

    private void committed(Activity activity) {
        add(List.of(activity));
    }

    private void add(List<Activity> activities) {
        lock.lock();
        try {
            for (var activity : activities) {
                pending.merge(activity.channel(), activity, (a, b) -> a.version() > b.version() ? a : b);
            }
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        sender = Thread.ofPlatform().daemon().name("feed-notify").start(this::send);
        receiver = Thread.ofPlatform().daemon().name("feed-listen").start(this::receive);
    }

    /** Sends what is still to be said, if the database lets it. */
    @Override
    public void stop() {
        running = false;
        add(List.of());
        try {
            if (sender != null && !sender.join(LAST_WORDS)) {
                sender.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (receiver != null) {
            receiver.interrupt();
        }
        try {
            if (hearing != null) {
                hearing.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("the connection for hearing was gone already: {}", e.toString());
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void send() {
        try {
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                var sent = send(batch);
                if (!sent) {
                    add(batch);
                    if (!running) {
                        return;
                    }
                }
                if (running) {
                    Thread.sleep(sent ? PAUSE_MS : RETRY_MS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped before everything was said");
        }
    }

    private boolean send(List<Activity> batch) {
        try {
            for (var payload : payloads(batch)) {
                jdbc.sql("select pg_notify(?, ?)")
                        .params(TOPIC, payload)
                        .query((rs, row) -> "")
                        .list();
            }
            return true;
        } catch (RuntimeException e) {
            LOG.debug("word of new messages could not be sent, trying again: {}", e.toString());
            return false;
        }
    }

    /** What is to be said, waiting for it; nothing once everything is said and the bridge stops. */
    private List<Activity> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running && pending.isEmpty()) {
                filled.await();
            }
            var batch = new ArrayList<>(pending.values());
            pending.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private ArrayList<String> payloads(List<Activity> batch) {
        var payloads = new ArrayList<String>();
        var current = new StringBuilder(instance);
        for (var activity : batch) {
            var line = "\n" + activity.tenant() + " " + activity.channel() + " " + activity.seq() + " "
                    + activity.version();
            if (current.length() + line.length() > PAYLOAD_MAX) {
                payloads.add(current.toString());
                current = new StringBuilder(instance);
            }
            current.append(line);
        }
        payloads.add(current.toString());
        return payloads;
    }

    private void receive() {
        var pause = 100L;
        while (running) {
            try (var connection = listening.getConnection()) {
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + TOPIC);
                }
                hearing = connection;
                feed.refresh();
                pause = 100;
                var postgres = connection.unwrap(PGConnection.class);
                var probed = System.nanoTime();
                while (running) {
                    for (var notification : postgres.getNotifications(PROBE_MS)) {
                        heard(notification.getParameter());
                    }
                    if (System.nanoTime() - probed >= PROBE_MS * 1_000_000L) {
                        try (var probe = connection.createStatement()) {
                            probe.execute("select 1");
                        }
                        feed.refresh();
                        probed = System.nanoTime();
                    }
                }
            } catch (SQLException | RuntimeException e) {
                if (!running) {
                    return;
                }
                LOG.info("not hearing from other instances, trying again: {}", e.getMessage());
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException interrupted) {
                    return;
                }
                pause = Math.min(2_000, pause * 2);
            }
        }
    }

    private void heard(String payload) {
        var lines = payload.split("\n", -1);
        if (lines[0].equals(instance)) {
            return;
        }
        for (var i = 1; i < lines.length; i++) {
            var parts = lines[i].split(" ", -1);
            try {
                feed.heard(new Activity(
                        new TenantId(UUID.fromString(parts[0])),
                        new ChannelId(UUID.fromString(parts[1])),
                        Long.parseLong(parts[2]),
                        Long.parseLong(parts[3])));
            } catch (RuntimeException e) {
                LOG.warn("word from another instance was not understood: {}", e.toString());
            }
        }
    }
}
