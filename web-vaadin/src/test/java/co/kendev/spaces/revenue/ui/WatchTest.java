package co.kendev.spaces.revenue.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a page of money looks again, and what of it is shown. */
@Timeout(30)
class WatchTest {
    /** What the looks under way will see; a look waits until there is something. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    /** What waits for its turn in the tab. */
    private final BlockingQueue<Runnable> tab = new LinkedBlockingQueue<>();

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> drawn = new ArrayList<>();
    private final Watch<String> watch =
            new Watch<>(tab::add, Duration.ofMillis(1), "nothing", this::look, seen -> draw(seen));

    @Test
    void oneLookIsUnderWayHoweverOftenItIsAsked() throws InterruptedException {
        watch.ask();
        awaitLooks(1);
        watch.ask();
        watch.ask();
        watch.ask();
        answers.add("one");
        turn();
        awaitLooks(2);
        answers.add("two");
        turn();
        quiet();

        assertThat(drawn).containsExactly("one", "two");
        assertThat(looks).hasValue(2);
        assertThat(most).hasValue(1);
    }

    @Test
    void whatWasSeenBeforeTheViewerWentElsewhereIsNotDrawnButLookedForAgain() throws InterruptedException {
        watch.ask();
        awaitLooks(1);
        watch.shows("another month");
        answers.add("the month before");
        turn();
        awaitLooks(2);
        answers.add("another month, with a sale");
        turn();

        assertThat(drawn).containsExactly("another month, with a sale");
    }

    @Test
    void whatIsTheSameIsNotDrawnAndNothingIsOnceItIsClosed() throws InterruptedException {
        watch.ask();
        answers.add("nothing");
        turn();
        watch.ask();
        awaitLooks(2);
        watch.close();
        answers.add("a sale");
        turn();
        watch.ask();
        quiet();

        assertThat(drawn).isEmpty();
        assertThat(looks).hasValue(2);
    }

    private String look() {
        looks.incrementAndGet();
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            return answers.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void draw(String seen) {
        drawn.add(seen);
        watch.shows(seen);
    }

    /** Lets the tab do the next thing. */
    private void turn() throws InterruptedException {
        tab.take().run();
    }

    private void awaitLooks(int wanted) throws InterruptedException {
        while (looks.get() < wanted) {
            Thread.sleep(1);
        }
    }

    /** Nothing more comes to the tab. */
    private void quiet() throws InterruptedException {
        assertThat(tab.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
}
