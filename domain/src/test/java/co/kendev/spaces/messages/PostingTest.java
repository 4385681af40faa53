package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DomainTest
class PostingTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Messages messages;

    @Autowired
    Channels channels;

    @Autowired
    Inbox inbox;

    @Autowired
    Tx tx;

    @Test
    void concurrentPostsLeaveNoGapInTheChannel() throws Exception {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = IntStream.range(0, 200)
                    .mapToObj(i -> pool.submit(
                            () -> messages.post(business.owner(), channel, Draft.text("c" + i, "message " + i))))
                    .toList();
            for (Future<Posted> post : posts) {
                assertThat(post.get().created()).isTrue();
            }
        }

        var page = messages.page(business.owner(), channel, new Cursor.After(0), 200);
        assertThat(page.items()).extracting(Message::seq).containsExactlyElementsOf(seqs(200));
        assertThat(page.items()).extracting(Message::version).containsExactlyElementsOf(seqs(200));
        assertThat(page.next()).isNull();
    }

    @Test
    void postsIntoManyChannelsAtOnceLeaveNoGapInAnyOfThem() throws Exception {
        var business = fixtures.aBusiness();
        var places = channels.all(business.tenant(), business.space()).stream()
                .filter(channel -> channel.kind() == Channel.Kind.PUBLIC)
                .map(Channel::id)
                .toList();
        var other = fixtures.aBusiness();

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = new ArrayList<Future<Posted>>();
            for (var i = 0; i < 150; i++) {
                var number = i;
                var place = places.get(i % places.size());
                posts.add(pool.submit(() -> messages.post(business.owner(), place, Draft.text("c" + number, "here"))));
                posts.add(pool.submit(() ->
                        messages.post(other.owner(), other.welcome().id(), Draft.text("c" + number, "elsewhere"))));
            }
            for (var post : posts) {
                assertThat(post.get().created()).isTrue();
            }
        }

        for (var place : places) {
            var items = messages.page(business.owner(), place, new Cursor.After(0), 200)
                    .items();
            assertThat(items).extracting(Message::seq).containsExactlyElementsOf(seqs(150 / places.size()));
            assertThat(items).extracting(Message::channel).containsOnly(place);
        }
        assertThat(messages.page(other.owner(), other.welcome().id(), new Cursor.After(0), 200)
                        .items())
                .hasSize(150);
    }

    @Test
    void aChannelThatIsHeldByALongTransactionDoesNotHoldUpTheOthers() throws Exception {
        var business = fixtures.aBusiness();
        var orders =
                channels.find(business.tenant(), business.space(), "orders").orElseThrow();
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = pool.submit(() -> tx.write(business.owner().scope(), () -> {
                messages.post(business.owner(), orders.id(), Draft.text("long", "in a long transaction"));
                held.countDown();
                awaitQuietly(release);
            }));
            held.await();
            var behind = IntStream.range(0, 20)
                    .mapToObj(i -> pool.submit(
                            () -> messages.post(business.owner(), orders.id(), Draft.text("o" + i, "behind it"))))
                    .toList();

            for (var i = 0; i < 20; i++) {
                messages.post(business.owner(), business.welcome().id(), Draft.text("w" + i, "beside it"));
            }
            assertThat(behind).noneMatch(Future::isDone);
            release.countDown();

            holder.get();
            for (var post : behind) {
                assertThat(post.get().message().seq()).isGreaterThan(1);
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRepeatIsTheSameMessageAndOtherContentIsRefused() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();

        var first = messages.post(business.owner(), channel, Draft.text("once", "hello"));
        var again = messages.post(business.owner(), channel, Draft.text("once", "hello"));

        assertThat(again.created()).isFalse();
        assertThat(again.message()).isEqualTo(first.message());
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.post(business.owner(), channel, Draft.text("once", "other")))
                .extracting(DomainException::code)
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(messages.post(business.owner(), channel, Draft.text("next", "no gap"))
                        .message()
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void repeatsThatMeetInOneBatchStaySingle() throws Exception {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = IntStream.range(0, 60)
                    .mapToObj(i -> pool.submit(
                            () -> messages.post(business.owner(), channel, Draft.text("c" + i % 20, "m" + i % 20))))
                    .toList();
            for (Future<Posted> post : posts) {
                post.get();
            }
        }

        var page = messages.page(business.owner(), channel, new Cursor.After(0), 200);
        assertThat(page.items()).hasSize(20);
        assertThat(page.items()).extracting(Message::seq).containsExactlyElementsOf(seqs(20));
    }

    @Test
    void pagesContinueInTheAskedDirection() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        IntStream.range(0, 7).forEach(i -> messages.post(business.owner(), channel, Draft.text("c" + i, "m" + i)));

        var newest = messages.page(business.owner(), channel, new Cursor.Newest(), 3);
        assertThat(newest.items()).extracting(Message::seq).containsExactly(5L, 6L, 7L);
        assertThat(newest.next()).isEqualTo(5L);
        var older = messages.page(business.owner(), channel, new Cursor.Before(5), 3);
        assertThat(older.items()).extracting(Message::seq).containsExactly(2L, 3L, 4L);
        var oldest = messages.page(business.owner(), channel, new Cursor.Before(2), 3);
        assertThat(oldest.items()).extracting(Message::seq).containsExactly(1L);
        assertThat(oldest.next()).isNull();
        var forward = messages.page(business.owner(), channel, new Cursor.After(2), 3);
        assertThat(forward.items()).extracting(Message::seq).containsExactly(3L, 4L, 5L);
        assertThat(forward.next()).isEqualTo(5L);
    }

    @Test
    void editsAndDeletionsTravelByChangeVersion() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();
        var first = messages.post(business.owner(), channel, Draft.text("a", "frist"))
                .message();
        var second = messages.post(business.owner(), channel, Draft.text("b", "second"))
                .message();

        var edited = messages.edit(business.owner(), first.id(), first.version(), "first");
        var deleted = messages.delete(business.owner(), second.id(), second.version());

        assertThat(edited.version()).isEqualTo(3);
        assertThat(deleted.version()).isEqualTo(4);
        assertThat(deleted.text()).isEmpty();
        var changes = messages.page(business.owner(), channel, new Cursor.ChangedAfter(2), 10);
        assertThat(changes.items()).containsExactly(edited, deleted);
    }

    @Test
    void aStaleEditIsRefusedAndChangesNothing() {
        var business = fixtures.aBusiness();
        var message = messages.post(business.owner(), business.welcome().id(), Draft.text("a", "one"))
                .message();
        messages.edit(business.owner(), message.id(), message.version(), "two");

        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.edit(business.owner(), message.id(), message.version(), "three"))
                .extracting(DomainException::code)
                .isEqualTo(ErrorCode.STALE);
        assertThat(messages.get(business.owner(), message.id()).text()).isEqualTo("two");
    }

    @Test
    void onlyTheAuthorEditsAndModeratorsMayDelete() {
        var business = fixtures.aBusiness();
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        var customer = fixtures.aMember(business.tenant(), business.space(), Role.CUSTOMER);
        var message = messages.post(customer, business.welcome().id(), Draft.text("a", "mine"))
                .message();

        assertThat(message.author().kind()).isEqualTo(Author.Kind.CUSTOMER);
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.edit(business.owner(), message.id(), message.version(), "yours"));
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.delete(staff, message.id(), message.version()));
        assertThat(messages.delete(business.owner(), message.id(), message.version())
                        .deletedAt())
                .isNotNull();
    }

    @Test
    void whatMayNotBeSeenDoesNotExist() {
        var business = fixtures.aBusiness();
        var other = fixtures.aBusiness();
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        var books = channels.find(business.tenant(), business.space(), "books").orElseThrow();
        var news = channels.find(business.tenant(), business.space(), "news").orElseThrow();

        for (var hidden : List.of(books.id(), other.welcome().id())) {
            assertThatExceptionOfType(DomainException.class)
                    .isThrownBy(() -> messages.post(staff, hidden, Draft.text("x", "let me in")))
                    .extracting(DomainException::code)
                    .isEqualTo(ErrorCode.NOT_FOUND);
        }
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.post(staff, news.id(), Draft.text("x", "news!")))
                .extracting(DomainException::code)
                .isEqualTo(ErrorCode.FORBIDDEN);
        channels.admit(business.tenant(), books.id(), staff.person());
        assertThat(messages.post(staff, books.id(), Draft.text("x", "thank you"))
                        .created())
                .isTrue();
    }

    @Test
    void theInboxCountsWhatOthersWroteSinceOneRead() {
        var business = fixtures.aBusiness();
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        var channel = business.welcome().id();
        messages.post(business.owner(), channel, Draft.text("a", "one"));
        messages.post(staff, channel, Draft.text("b", "mine"));
        messages.post(business.owner(), channel, Draft.text("c", "two"));

        assertThat(welcome(staff, business).unread()).isEqualTo(2);
        inbox.markRead(staff, channel, 2);
        assertThat(welcome(staff, business).unread()).isEqualTo(1);
        inbox.markRead(staff, channel, 1);
        assertThat(welcome(staff, business).readSeq()).isEqualTo(2);
        inbox.markRead(staff, channel, 99);
        assertThat(welcome(staff, business).readSeq()).isEqualTo(3);
    }

    @Test
    void whatASystemSaysTwiceUnderOneIdStaysSingle() {
        var business = fixtures.aBusiness();
        var draft =
                new Draft("welcome", MessageType.SYSTEM, "Hello", null, null, null, Priority.NORMAL, null, null, null);

        var first = messages.say(
                business.tenant(), business.space(), business.welcome().id(), Author.SYSTEM, draft);
        var again = messages.say(
                business.tenant(), business.space(), business.welcome().id(), Author.SYSTEM, draft);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRollbackTakesItsPlaceInTheChannelBack() {
        var business = fixtures.aBusiness();
        var channel = business.welcome().id();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tx.write(business.owner().scope(), () -> {
                    messages.post(
                            business.owner(),
                            channel,
                            Draft.text(UUID.randomUUID().toString(), "never"));
                    throw new IllegalStateException("after the post");
                }));

        assertThat(messages.post(business.owner(), channel, Draft.text("a", "first"))
                        .message()
                        .seq())
                .isEqualTo(1);
    }

    @Test
    void repliesStayInTheirChannel() {
        var business = fixtures.aBusiness();
        var orders =
                channels.find(business.tenant(), business.space(), "orders").orElseThrow();
        var root = messages.post(business.owner(), business.welcome().id(), Draft.text("a", "root"))
                .message();
        var reply = new Draft("b", MessageType.TEXT, "reply", root.id(), null, null, Priority.NORMAL, null, null, null);

        assertThat(messages.post(business.owner(), business.welcome().id(), reply)
                        .message()
                        .thread())
                .isEqualTo(root.id());
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> messages.post(business.owner(), orders.id(), reply))
                .extracting(DomainException::field)
                .isEqualTo("thread");
    }

    private Inbox.Entry welcome(co.kendev.spaces.platform.tenancy.Actor actor, Fixtures.Business business) {
        return inbox.channels(actor, business.space()).stream()
                .filter(entry -> entry.access().channel().name().equals("welcome"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> seqs(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void privateChannelsAreListedForTheirMembersOnly() {
        var business = fixtures.aBusiness();
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);

        assertThat(inbox.channels(staff, business.space()))
                .extracting(entry -> entry.access().channel().name())
                .containsExactly("news", "welcome", "orders")
                .doesNotContain("books");
        assertThat(inbox.channels(staff, business.space()))
                .filteredOn(entry -> entry.access().channel().kind() == Channel.Kind.ANNOUNCEMENT)
                .allMatch(entry -> !entry.access().mayPost());
    }
}
