package co.kendev.spaces.bench;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** Sixteen posters at full speed: without listeners into sixteen channels and into one, then with two hundred listeners. */
final class BusyPosters implements Measure {

    private static final int WARM_SECONDS = 40;
    private static final int SECONDS = 20;

    private final boolean listening;

    BusyPosters(boolean listening) {
        this.listening = listening;
    }

    @Override
    public String name() {
        return listening ? "listeners" : "posters";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        return listening ? withListeners(rig) : alone(rig);
    }

    private static List<Figure> alone(Rig rig) throws Exception {
        var channels = rig.place().channels();
        post(rig, i -> channels.get(i), WARM_SECONDS);
        var apart = post(rig, i -> channels.get(i), SECONDS);
        var together = post(rig, i -> channels.getFirst(), SECONDS);
        return List.of(
                figure("16 posters by REST into 16 channels, no listener", apart),
                figure("16 posters by REST into one channel, no listener", together));
    }

    private static Posters.Result post(Rig rig, IntFunction<UUID> channel, int seconds) throws Exception {
        return Posters.run(rig.stack().httpPort(), rig.tokens(), channel, rig.scaled(seconds));
    }

    private static Figure figure(String measure, Posters.Result result) {
        var p99 = result.answers().p99();
        return Figure.asked(
                measure + ": posts/s, p99",
                "≥ 800/s, ≤ 60 ms",
                Text.perSecond(result.perSecond()) + ", " + Text.ms(p99),
                result.perSecond() >= 800 && p99 <= 60,
                "closed loop, each poster another person on one kept-alive connection; %d posts; p50 %s"
                        .formatted(
                                result.posts().size(), Text.ms(result.answers().p50())));
    }

    private static List<Figure> withListeners(Rig rig) throws Exception {
        var channel = rig.place().channels().getFirst();
        var tokens = rig.tokens();
        var port = rig.stack().httpPort();
        try (var listeners = new Listeners(port, channel.toString(), tokens, SteadyPoster.LISTENERS)) {
            Posters.run(port, tokens, i -> channel, rig.scaled(WARM_SECONDS));
            var result = Posters.run(port, tokens, i -> channel, rig.scaled(SECONDS));
            var delivered = new Sample();
            for (var post : result.posts()) {
                if (!listeners.awaitAll(post.seq())) {
                    throw new IllegalStateException(
                            "Not every listener has message " + post.seq() + ", streams lost: " + listeners.lost());
                }
                delivered.add(listeners.last(post.seq()) - post.sent());
            }
            return List.of(Figure.asked(
                    "16 posters, 200 listeners, one channel: posts/s, p99 of the last listener",
                    "≥ 300/s, ≤ 150 ms",
                    Text.perSecond(result.perSecond()) + ", " + Text.ms(delivered.p99()),
                    result.perSecond() >= 300 && delivered.p99() <= 150,
                    "as above, and from the first byte of a post to the last of 200 streams having the whole event; p50 %s; the answers: p99 %s"
                            .formatted(
                                    Text.ms(delivered.p50()),
                                    Text.ms(result.answers().p99()))));
        }
    }
}
