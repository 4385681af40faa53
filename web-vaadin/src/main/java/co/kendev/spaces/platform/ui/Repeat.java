package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something every few seconds while a part of a screen is there, on a thread of its own. */
public final class Repeat {
    private static final Logger LOG = LoggerFactory.getLogger(Repeat.class);
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("repeat-", 0).factory());

    private final Duration pause;
    private final Consumer<UI> action;
    /** Of the round that goes on; an older one that wakes up late finds another. */
    private volatile @Nullable Object round;

    /** @param action looks outside the lock of the tab, and shows by {@link UI#access} */
    public Repeat(Duration pause, Consumer<UI> action) {
        this.pause = pause;
        this.action = action;
    }

    /** Begins, one pause from now. */
    public void begin(UI ui) {
        if (round == null) {
            var begun = new Object();
            round = begun;
            later(ui, begun);
        }
    }

    public void end() {
        round = null;
    }

    private void later(UI ui, Object begun) {
        CompletableFuture.runAsync(
                () -> again(ui, begun),
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, THREADS));
    }

    private void again(UI ui, Object begun) {
        if (!Objects.equals(round, begun)) {
            return;
        }
        try {
            action.accept(ui);
        } catch (UIDetachedException gone) {
            end();
            return;
        } catch (RuntimeException e) {
            LOG.debug("the screen keeps what it shows", e);
        }
        later(ui, begun);
    }
}
