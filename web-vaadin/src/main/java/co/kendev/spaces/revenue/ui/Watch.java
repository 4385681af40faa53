package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.TenantId;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again when something was said about a tenant's money, at most once a second and one look at a time, and shows what changed.
 * What was seen before the page itself showed something else is too late, and looked for again.
 *
 * @param <T> what it looks at; equal when nothing changed
 */
final class Watch<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("revenue-", 0).factory());

    private final Executor tab;
    private final Duration pause;
    private final Supplier<T> look;
    private final Consumer<T> show;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    /** How often the page showed something. */
    private final AtomicInteger turns = new AtomicInteger();

    private volatile T shown;
    private volatile Feed.@Nullable Subscription subscription;
    private volatile boolean closed;

    private enum State {
        IDLE,
        DUE,
        LOOKING,
        LOOKING_AND_ASKED
    }

    /**
     * @param tab runs what changes the page
     * @param look runs on any thread
     * @param show runs in the tab, and tells {@link #shows}
     */
    Watch(Executor tab, T shown, Supplier<T> look, Consumer<T> show) {
        this(tab, PAUSE, shown, look, show);
    }

    Watch(Executor tab, Duration pause, T shown, Supplier<T> look, Consumer<T> show) {
        this.tab = tab;
        this.pause = pause;
        this.shown = shown;
        this.look = look;
        this.show = show;
    }

    /** Listens from now on; to the whole tenant as long as it has no channel for money. */
    Watch<T> over(Feed feed, TenantId tenant, @Nullable ChannelId channel) {
        subscription = feed.watch(tenant, activity -> {
            if (channel == null || activity.channel().equals(channel)) {
                ask();
            }
        });
        return this;
    }

    /** The page shows this now, wherever it has it from. */
    void shows(T seen) {
        shown = seen;
        turns.incrementAndGet();
    }

    /** Something may have changed. */
    void ask() {
        var before = state.getAndUpdate(now -> switch (now) {
            case IDLE, DUE -> State.DUE;
            case LOOKING, LOOKING_AND_ASKED -> State.LOOKING_AND_ASKED;
        });
        if (before == State.IDLE) {
            later();
        }
    }

    private void later() {
        CompletableFuture.runAsync(
                this::again, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, THREADS));
    }

    private void again() {
        if (closed) {
            return;
        }
        state.set(State.LOOKING);
        var turn = turns.get();
        try {
            var seen = look.get();
            tab.execute(() -> {
                try {
                    settle(turn, seen);
                } finally {
                    looked();
                }
            });
        } catch (UIDetachedException gone) {
            close();
        } catch (RuntimeException e) {
            LOG.debug("the page keeps what it shows", e);
            looked();
        }
    }

    private void settle(int turn, T seen) {
        if (closed) {
            return;
        }
        if (turn != turns.get()) {
            ask();
        } else if (!Objects.equals(seen, shown)) {
            show.accept(seen);
        }
    }

    private void looked() {
        var before = state.getAndUpdate(now -> now == State.LOOKING_AND_ASKED ? State.DUE : State.IDLE);
        if (before == State.LOOKING_AND_ASKED) {
            later();
        }
    }

    @Override
    public void close() {
        closed = true;
        var listening = subscription;
        if (listening != null) {
            listening.close();
        }
    }
}
