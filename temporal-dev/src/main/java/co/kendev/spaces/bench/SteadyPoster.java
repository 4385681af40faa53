package co.kendev.spaces.bench;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One poster, twenty messages a second, two hundred listeners. */
final class SteadyPoster implements Measure {

    static final int LISTENERS = 200;

    private static final int PER_SECOND = 20;
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 30;

    @Override
    public String name() {
        return "steady";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var port = rig.stack().httpPort();
        var channel = rig.place().channels().getFirst();
        var tokens = rig.tokens();
        var delivered = new Sample();
        var answered = new Sample();
        try (var listeners = new Listeners(port, channel.toString(), tokens, LISTENERS);
                var connection = new Connection(port, tokens.getFirst())) {
            var warm = rig.scaled(WARM_SECONDS) * PER_SECOND;
            var posts = warm + rig.scaled(SECONDS) * PER_SECOND;
            var prefix = UUID.randomUUID() + "-";
            var begin = System.nanoTime();
            for (var i = 0; i < posts; i++) {
                var due = begin + i * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                var sent = System.nanoTime();
                var seq = connection.post(channel.toString(), prefix + i, Posters.TEXT);
                var answer = System.nanoTime();
                if (!listeners.awaitAll(seq)) {
                    throw new IllegalStateException("Not every listener has message " + seq);
                }
                if (i >= warm) {
                    answered.add(answer - sent);
                    delivered.add(listeners.last(seq) - sent);
                }
            }
            if (listeners.lost() > 0) {
                throw new IllegalStateException(listeners.lost() + " streams were lost");
            }
        }
        return List.of(Figure.asked(
                "one poster by REST, 20 posts/s, 200 SSE listeners: p99 of the last listener",
                "≤ 20 ms",
                Text.ms(delivered.p99()) + " (p50 " + Text.ms(delivered.p50()) + ")",
                delivered.p99() <= 20,
                "from the first byte of the post to the moment the last of 200 streams has the whole event; %d posts; the answer itself: p50 %s, p99 %s"
                        .formatted(delivered.size(), Text.ms(answered.p50()), Text.ms(answered.p99()))));
    }
}
