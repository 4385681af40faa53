package co.kendev.spaces.messages.rest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.messages.Frame;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.web.ApiJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@WebTest
class StreamTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Messages messages;

    @Autowired
    Logins logins;

    @Autowired
    Feed feed;

    @Autowired
    MeterRegistry meters;

    @Autowired
    StreamController controller;

    private Fixtures.Business business;
    private Client owner;
    private String path;

    @BeforeEach
    void aChannel() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
        path = "/api/v1/channels/" + business.welcome().id();
    }

    private long say(String text) {
        return messages.post(
                        business.owner(),
                        business.welcome().id(),
                        Draft.text(
                                "c" + System.nanoTime() + Thread.currentThread().threadId(), text))
                .message()
                .seq();
    }

    /** One event, or a comment (then {@code event} is empty). */
    private record Event(@Nullable String id, String event, JsonNode data) {}

    /** Listens in the background until it is closed. */
    private static final class Listener implements AutoCloseable {
        final List<Event> events = new CopyOnWriteArrayList<>();
        final AtomicInteger comments = new AtomicInteger();
        volatile boolean ended;
        private final InputStream in;
        final int status;

        Listener(Client client, String path) throws Exception {
            var response = Client.http()
                    .send(
                            client.request(path)
                                    .timeout(java.time.Duration.ofMinutes(2))
                                    .build(),
                            BodyHandlers.ofInputStream());
            status = response.statusCode();
            in = response.body();
            if (status == 200) {
                assertThat(response.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/event-stream");
                assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            String id = null;
            String event = "message";
            var data = new StringBuilder();
            try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty()) {
                        if (!data.isEmpty()) {
                            events.add(new Event(id, event, ApiJson.strict().readTree(data.toString())));
                        }
                        id = null;
                        event = "message";
                        data.setLength(0);
                    } else if (line.startsWith(":")) {
                        comments.incrementAndGet();
                    } else if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        event = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        data.append(line.substring(6));
                    }
                }
            } catch (IOException e) {
                // closed
            }
            ended = true;
        }

        List<Long> seqs() {
            return events.stream()
                    .filter(event -> event.event().equals("message"))
                    .map(event -> Long.parseLong(java.util.Objects.requireNonNull(event.id())))
                    .toList();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Test
    void messagesComeWithTheirSeqAndChangesWithout() throws Exception {
        try (var listener = new Listener(owner, path + "/stream")) {
            var seq = say("hello");
            await().atMost(60, SECONDS).until(() -> listener.events.size() == 1);
            var posted = listener.events.getFirst();
            assertThat(posted.event()).isEqualTo("message");
            assertThat(posted.id()).isEqualTo("" + seq);
            assertThat(posted.data().path("text").stringValue()).isEqualTo("hello");

            owner.with("If-Match", "" + posted.data().path("version").longValue())
                    .patch("/api/v1/messages/" + posted.data().path("id").stringValue(), Map.of("text", "hello again"));
            await().atMost(60, SECONDS).until(() -> listener.events.size() == 2);
            var changed = listener.events.getLast();
            assertThat(changed.event()).isEqualTo("change");
            assertThat(changed.id()).isNull();
            assertThat(changed.data().path("text").stringValue()).isEqualTo("hello again");
        }
    }

    @Test
    void resumingHasNoGapAndNoDoubleWhileOthersPost() throws Exception {
        var total = 300;
        for (int i = 0; i < 50; i++) {
            say("before " + i);
        }
        try (var posters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int poster = 0; poster < 5; poster++) {
                posters.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        say("during " + i);
                    }
                });
            }
            // come and go while they post, each time from where the last one stopped
            var seen = new ArrayList<Long>();
            long last = 0;
            while (seen.size() < total) {
                try (var listener = new Listener(
                        seen.size() % 2 == 0 ? owner : owner.with("Last-Event-ID", "" + last),
                        path + "/stream?after=" + last)) {
                    var wanted = Math.min(30, total - seen.size());
                    await().atMost(60, SECONDS).until(() -> listener.seqs().size() >= wanted);
                    var got = listener.seqs();
                    seen.addAll(got);
                    last = got.getLast();
                }
            }
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, total).boxed().toList());
        }
    }

    @Test
    void theLastEventIdCountsMoreThanTheAddress() throws Exception {
        for (int i = 0; i < 5; i++) {
            say("m" + i);
        }
        try (var listener = new Listener(owner.with("Last-Event-ID", "3"), path + "/stream?after=0")) {
            await().atMost(60, SECONDS).until(() -> listener.events.size() >= 2);
            assertThat(listener.seqs()).containsExactly(4L, 5L);
        }
    }

    @Test
    void wrongPlacesToResumeFromAreNamed() {
        assertThat(owner.get(path + "/stream?after=x").wrong()).containsExactly("after");
        assertThat(owner.get(path + "/stream?after=-1").wrong()).containsExactly("after");
        assertThat(owner.with("Last-Event-ID", "soon").get(path + "/stream").wrong())
                .containsExactly("Last-Event-ID");
    }

    @Test
    void whoMayNotSeeTheChannelHearsNothing() {
        var stranger = clients.as(fixtures.aBusiness().owner());
        assertThat(stranger.get(path + "/stream").status()).isEqualTo(404);
        assertThat(clients.anybody().get(path + "/stream").status()).isEqualTo(401);
    }

    @Test
    void aQuietStreamSaysEvery15SecondsThatItIsThere() throws Exception {
        try (var listener = new Listener(owner, path + "/stream")) {
            await().atMost(60, SECONDS).until(() -> listener.comments.get() == 1);
            assertThat(listener.events).isEmpty();
        }
    }

    @Test
    void theHeadOfAStreamEndsByItself() {
        var before = listeners();
        var head = owner.send("HEAD", path + "/stream", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(listeners()).isLessThanOrEqualTo(before);
    }

    private double listeners() {
        return meters.get("spaces.stream.listeners").gauge().value();
    }

    @Test
    void nobodyIsLetInWhileTheInstanceGoesDown() throws Exception {
        try (var listener = new Listener(owner, path + "/stream")) {
            assertThat(listener.status).isEqualTo(200);
            controller.stop();
            await().atMost(60, SECONDS).until(() -> listener.ended);
            var refused = owner.get(path + "/stream");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        } finally {
            controller.start();
        }
    }

    @Test
    void aListenerThatCannotFollowIsLetGo() throws Exception {
        var heard = new CopyOnWriteArrayList<Frame>();
        try (var _ = feed.subscribe(business.tenant(), business.welcome().id(), listening(heard))) {
            say("once");
            await().atMost(60, SECONDS).until(() -> heard.size() == 1);
        }
        var stream = new Stream();
        for (int i = 0; i < 1_000; i++) {
            stream.hear(heard.getFirst());
        }
        assertThat(stream.overrun()).isFalse();
        stream.hear(heard.getFirst());
        assertThat(stream.overrun()).isTrue();
        stream.run(OutputStream.nullOutputStream(), 0, () -> true);
    }

    /** A listener that reads on slows the posting down; one that has not come so far, or reads nothing any more, does not. */
    @Test
    void whoReadsOnIsWaitedForAndWhoIsStuckIsNot() throws Exception {
        var change = aChange();
        var stream = new Stream();
        stream.hear(change);
        assertThat(stream.behind()).as("it is not up to date yet").isZero();
        var line = new Line();
        var reading = Thread.ofVirtual().start(() -> {
            try {
                stream.run(line, 0, () -> true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        // each round it takes what waits and then gets stuck; on a busy machine a round may come too late to be seen
        await().atMost(60, SECONDS).until(() -> {
            line.free();
            stream.hear(change);
            await().atMost(60, SECONDS).until(line::hasTaken);
            line.block();
            for (int i = 0; i < 5; i++) {
                stream.hear(change);
            }
            return stream.behind() >= 4;
        });

        await().atMost(60, SECONDS).until(() -> stream.behind() == 0);
        line.free();
        stream.close();
        reading.join();
    }

    private Frame aChange() {
        var message = messages.get(
                business.owner(),
                messages.post(business.owner(), business.welcome().id(), Draft.text("first", "one"))
                        .message()
                        .id());
        var heard = new CopyOnWriteArrayList<Frame>();
        try (var _ = feed.subscribe(business.tenant(), business.welcome().id(), listening(heard))) {
            messages.edit(business.owner(), message.id(), message.version(), "two");
            await().atMost(60, SECONDS).until(() -> heard.stream().anyMatch(frame -> !frame.created()));
        }
        return heard.stream().filter(frame -> !frame.created()).findFirst().orElseThrow();
    }

    /** A way to a listener that can be blocked in the middle of a write. */
    private static final class Line extends OutputStream {
        private boolean blocked;
        private boolean taken;

        synchronized void block() {
            blocked = true;
        }

        synchronized void free() {
            blocked = false;
            taken = false;
            notifyAll();
        }

        synchronized boolean hasTaken() {
            return taken;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            while (blocked) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }

        @Override
        public synchronized void flush() {
            taken = true;
        }
    }

    private static Feed.Listener listening(List<Frame> heard) {
        return new Feed.Listener() {
            @Override
            public void hear(Frame frame) {
                heard.add(frame);
            }

            @Override
            public int behind() {
                return 0;
            }
        };
    }

    @Test
    void theStreamEndsWithTheLogin() throws Exception {
        var token = logins.begin(business.owner().person(), "");
        try (var listener =
                new Listener(clients.anybody().with("Cookie", LoginCookie.NAME + "=" + token), path + "/stream")) {
            assertThat(listener.status).isEqualTo(200);
            logins.end(token);
            await().atMost(60, SECONDS).until(() -> listener.ended);
        }
    }
}
