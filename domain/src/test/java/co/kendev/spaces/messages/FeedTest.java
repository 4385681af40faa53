package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DomainTest
class FeedTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Messages messages;

    @Autowired
    Feed feed;

    @Autowired
    Tx tx;

    @Autowired
    MessageRows rows;

    @Test
    void everybodyHearsOfEveryMessageInTheOrderOfTheChannel() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var heard = Collections.synchronizedList(new ArrayList<Frame>());

        try (var _ = feed.subscribe(business.tenant(), channel, heard::add);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 100)
                    .forEach(i -> pool.submit(() -> i % 3 == 0
                            // inside a transaction of somebody's own, so that commits race
                            ? tx.write(
                                    business.owner().scope(),
                                    () -> messages.post(business.owner(), channel, Draft.text("c" + i, "m")))
                            : messages.post(business.owner(), channel, Draft.text("c" + i, "m"))));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() == 100);
        }

        assertThat(heard).allMatch(Frame::created);
        assertThat(heard.stream().map(frame -> frame.message().seq()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void editsArriveAsChanges() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var message =
                messages.post(business.owner(), channel, Draft.text("a", "one")).message();
        var heard = Collections.synchronizedList(new ArrayList<Frame>());

        try (var _ = feed.subscribe(business.tenant(), channel, heard::add)) {
            messages.edit(business.owner(), message.id(), message.version(), "two");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() == 1);
        }

        assertThat(heard.getFirst().created()).isFalse();
        assertThat(heard.getFirst().message().text()).isEqualTo("two");
    }

    @Test
    void whatAnotherInstanceCommittedIsReadFromItsRows() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var other = new Feed(tx, rows, new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        var heard = Collections.synchronizedList(new ArrayList<Frame>());

        try (var _ = other.subscribe(business.tenant(), channel, heard::add)) {
            var first = messages.post(business.owner(), channel, Draft.text("a", "one"))
                    .message();
            messages.post(business.owner(), channel, Draft.text("b", "two"));
            var edited = messages.edit(business.owner(), first.id(), first.version(), "one, edited");
            other.heard(new Feed.Activity(business.tenant(), channel, 2, edited.version()));
        } finally {
            other.destroy();
        }

        // the edited message shows as it is now, and still in the order of the channel
        assertThat(heard.stream().map(frame -> frame.message().text())).containsExactly("one, edited", "two");
        assertThat(heard).allMatch(Frame::created);
    }

    @Test
    void aLongGapShowsEveryMessageOnceThoughEarlyOnesWereEditedLast() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var other = new Feed(tx, rows, new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        var heard = Collections.synchronizedList(new ArrayList<Frame>());
        var before = messages.post(business.owner(), channel, Draft.text("before", "known before"))
                .message();

        try (var _ = other.subscribe(business.tenant(), channel, heard::add)) {
            var posted = new ArrayList<Message>();
            for (var i = 0; i < 1_100; i++) {
                posted.add(messages.post(business.owner(), channel, Draft.text("c" + i, "m"))
                        .message());
            }
            for (var message : posted.subList(0, 3)) {
                messages.edit(business.owner(), message.id(), message.version(), "edited");
            }
            var last = messages.edit(business.owner(), before.id(), before.version(), "edited, too");
            other.heard(new Feed.Activity(business.tenant(), channel, 1_101, last.version()));
        } finally {
            other.destroy();
        }

        assertThat(heard.stream()
                        .filter(Frame::created)
                        .map(frame -> frame.message().seq()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 1_101).boxed().toList());
        assertThat(heard.stream()
                        .filter(frame -> !frame.created())
                        .map(frame -> frame.message().text()))
                .containsExactly("edited, too");
    }

    @Test
    void whoPostsFasterThanListenersFollowIsHeldBackForAShortWhile() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var asked = new AtomicInteger();
        var listener = new Feed.Listener() {
            @Override
            public void hear(Frame frame) {}

            @Override
            public int behind() {
                // follows after it was looked at a few times
                return asked.incrementAndGet() > 5 ? 0 : 100;
            }
        };

        try (var _ = feed.subscribe(business.tenant(), channel, listener)) {
            messages.post(business.owner(), channel, Draft.text("a", "one"));
            // fewer looks on a machine that is so busy that the time is over before
            assertThat(asked.get()).isBetween(2, 6);

            asked.set(10);
            messages.post(business.owner(), channel, Draft.text("b", "two"));
            assertThat(asked.get()).as("nobody is behind any more").isEqualTo(11);
        }
    }

    @Test
    void nobodyHearsOfARollback() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var heard = Collections.synchronizedList(new ArrayList<Frame>());

        try (var _ = feed.subscribe(business.tenant(), channel, heard::add)) {
            try {
                tx.write(business.owner().scope(), () -> {
                    messages.post(business.owner(), channel, Draft.text("a", "never"));
                    throw new IllegalStateException();
                });
            } catch (IllegalStateException expected) {
                // the point of this test
            }
            messages.post(business.owner(), channel, Draft.text("b", "said"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !heard.isEmpty());
        }

        assertThat(heard.stream().map(frame -> frame.message().text())).containsExactly("said");
    }
}
