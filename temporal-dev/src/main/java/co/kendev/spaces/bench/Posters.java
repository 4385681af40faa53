package co.kendev.spaces.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Sixteen people who post as fast as they are answered. */
final class Posters {

    /** What everybody says: a sentence with some Markdown in it. */
    static final String TEXT =
            "Three saguaros are **ready** for the Flagstaff order, see [the list](https://example.com/list); who drives on Tuesday?";

    /** When a message was sent, and when it was acknowledged. */
    record Post(long seq, long sent, long answered) {}

    /** All posts of one stretch of time. */
    record Result(List<Post> posts, double seconds) {

        double perSecond() {
            return posts.size() / seconds;
        }

        Sample answers() {
            var sample = new Sample();
            posts.forEach(post -> sample.add(post.answered - post.sent));
            return sample;
        }
    }

    private Posters() {}

    /** Each poster on a connection and a thread of its own; {@code channel} says where the n-th posts. */
    static Result run(int port, List<String> tokens, IntFunction<UUID> channel, int seconds)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(tokens.size())) {
            var begin = System.nanoTime();
            var end = begin + seconds * 1_000_000_000L;
            var works = new ArrayList<Future<List<Post>>>();
            for (var i = 0; i < tokens.size(); i++) {
                var number = i;
                works.add(threads.submit(() ->
                        post(port, tokens.get(number), channel.apply(number).toString(), end)));
            }
            var all = new ArrayList<Post>();
            for (var work : works) {
                all.addAll(work.get());
            }
            return new Result(all, (System.nanoTime() - begin) / 1e9);
        }
    }

    private static List<Post> post(int port, String token, String channel, long end) throws IOException {
        var posts = new ArrayList<Post>();
        var prefix = UUID.randomUUID() + "-";
        try (var connection = new Connection(port, token)) {
            while (System.nanoTime() < end) {
                var sent = System.nanoTime();
                var seq = connection.post(channel, prefix + posts.size(), TEXT);
                posts.add(new Post(seq, sent, System.nanoTime()));
            }
        }
        return posts;
    }
}
