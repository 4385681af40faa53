package co.kendev.spaces.messages;

import co.kendev.spaces.messages.Feed.Activity;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    FeedBridge(Feed feed, JdbcClient jdbc, @Qualifier("listen") DataSource listening) {
        this.feed = feed;
        this.jdbc = jdbc;
        this.listening = listening;
        feed.bridge(this::committed);
    }

    private void committed(Activity activity) {
        lock.lock();
        try {
            pending.merge(activity.channel(), activity, (a, b) -> a.version() > b.version() ? a : b);
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

    @Override
    public void stop() {
        running = false;
        for (var thread : new Thread[] {sender, receiver}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void send() {
        while (running) {
            try {
                var batch = take();
                for (var payload : payloads(batch)) {
                    jdbc.sql("select pg_notify(?, ?)")
                            .params(TOPIC, payload)
                            .query((rs, row) -> "")
                            .list();
                }
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // the other instances look at every watched channel when they hear from the database again
                LOG.debug("word of new messages could not be sent: {}", e.toString());
            }
        }
    }

    private ArrayList<Activity> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty()) {
                filled.await();
            }
            var batch = new ArrayList<>(pending.values());
            pending.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private ArrayList<String> payloads(ArrayList<Activity> batch) {
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
                feed.refresh();
                pause = 100;
                var postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    for (var notification : postgres.getNotifications(10_000)) {
                        heard(notification.getParameter());
                    }
                    try (var probe = connection.createStatement()) {
                        probe.execute("select 1");
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
