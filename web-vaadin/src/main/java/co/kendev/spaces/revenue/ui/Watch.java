package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.platform.ids.TenantId;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again when something was said in a tenant, at most once a second, and shows what changed. */
final class Watch<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("revenue-", 0).factory());

    private final UI ui;
    private final Supplier<T> look;
    private final Consumer<T> show;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Feed.Subscription subscription;
    private volatile T shown;
    private volatile boolean closed;

    Watch(UI ui, Feed feed, TenantId tenant, T shown, Supplier<T> look, Consumer<T> show) {
        this.ui = ui;
        this.look = look;
        this.show = show;
        this.shown = shown;
        this.subscription = feed.watch(tenant, activity -> ask());
    }

    private void ask() {
        if (asked.compareAndSet(false, true)) {
            CompletableFuture.runAsync(
                    this::again, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, THREADS));
        }
    }

    private void again() {
        asked.set(false);
        if (closed) {
            return;
        }
        try {
            var seen = look.get();
            if (!Objects.equals(seen, shown)) {
                shown = seen;
                ui.access(() -> show.accept(seen));
            }
        } catch (UIDetachedException gone) {
            close();
        } catch (RuntimeException e) {
            LOG.debug("the page keeps what it shows", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
    }
}
