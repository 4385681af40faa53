package co.kendev.spaces.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One poster, twenty messages a second, two hundred listeners. */
final class SteadyPoster implements Measure {

    static final int LISTENERS = 200;

    private static final int PER_SECOND = 20;
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 30;
    private static final double RATE_KEPT = 0.95;

    @Override
    public String name() {
        return "steady";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var port = rig.stack().httpPort();
        var channel = rig.place().channels().getFirst();
        var tokens = rig.tokens();
        var warm = rig.scaled(WARM_SECONDS) * PER_SECOND;
        var count = warm + rig.scaled(SECONDS) * PER_SECOND;
        try (var listeners = new Listeners(port, channel.toString(), tokens, LISTENERS);
                var connection = new Connection(port, tokens.getFirst())) {
            var prefix = UUID.randomUUID() + "-";
            var posts = onTime(
                            count,
                            PER_SECOND,
                            number -> connection.post(channel.toString(), prefix + number, Posters.TEXT))
                    .subList(warm, count);
            requireRate(posts, PER_SECOND);
            var delivered = new Sample();
            var answered = new Sample();
            for (var post : posts) {
                if (!listeners.awaitAll(post.seq)) {
                    throw new IllegalStateException(
                            "Not every listener has message " + post.seq + ", streams lost: " + listeners.lost());
                }
                delivered.add(listeners.last(post.seq) - post.due);
                answered.add(post.answered - post.due);
            }
            if (listeners.lost() > 0) {
                throw new IllegalStateException(listeners.lost() + " streams were lost");
            }
            return List.of(Figure.asked(
                    "one poster by REST, 20 posts/s, 200 SSE listeners: p99 of the last listener",
                    "≤ 20 ms",
                    Text.ms(delivered.p99()) + " (p50 " + Text.ms(delivered.p50()) + ")",
                    delivered.p99() <= 20,
                    "from the moment the post was due, so that a stall counts for every post it holds up, to the moment the last of 200 streams has the whole event; %d posts; the answer itself: p50 %s, p99 %s"
                            .formatted(delivered.size(), Text.ms(answered.p50()), Text.ms(answered.p99()))));
        }
    }

    /** When a post should have been sent, when it was, and when it was answered. */
    record Post(long seq, long due, long sent, long answered) {}

    /** Sends one message and returns its seq. */
    interface Sender {
        long send(int number) throws IOException;
    }

    /** Posts by the clock, whatever became of the posts before; one that is late goes out at once and stays due when it was. */
    static List<Post> onTime(int count, int perSecond, Sender sender) throws IOException {
        var posts = new ArrayList<Post>();
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var due = begin + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            var sent = System.nanoTime();
            posts.add(new Post(sender.send(i), due, sent, System.nanoTime()));
        }
        return posts;
    }

    /** @throws IllegalStateException if the last post was still so late that fewer were sent each second than asked */
    static void requireRate(List<Post> posts, int perSecond) {
        var last = posts.getLast();
        var rate = posts.size() / (posts.size() / (double) perSecond + (last.sent - last.due) / 1e9);
        if (rate < RATE_KEPT * perSecond) {
            throw new IllegalStateException("Only %.1f of %d posts/s were sent".formatted(rate, perSecond));
        }
    }
}
