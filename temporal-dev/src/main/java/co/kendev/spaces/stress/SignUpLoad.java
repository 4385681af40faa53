package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A hundred onboardings at once and people talking. */
final class SignUpLoad implements Load {

    static final int BUSINESSES = 100;
    static final int KILLS = 30;
    static final Killer.Pace PACE = new Killer.Pace(500, 6_500, 2_000);
    static final List<String> TEMPLATES =
            List.of("kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "service-business");

    private static final int TALKERS = 4;
    private static final Duration LIVE_MAX = Duration.ofMinutes(30);
    private static final Duration WORD_MAX = Duration.ofMinutes(10);
    private static final Duration DELIVERED_MAX = Duration.ofMinutes(1);
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(150);

    private final Sitting sitting;
    private final int businesses;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger said = new AtomicInteger();
    private int acks;

    SignUpLoad(Sitting sitting, int businesses) {
        this.sitting = sitting;
        this.businesses = businesses;
    }

    @Override
    public void prepare() throws Exception {
        for (var template : TEMPLATES) {
            var peace = new SignUp(sitting.stack().rest(), undisturbed(template));
            peace.awaitLive(peace.send(Duration.ofMinutes(2)), Duration.ofMinutes(2));
        }
        sitting.tell("five businesses were built in peace, to compare with");
    }

    @Override
    public void run(List<String> wrong) throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var talks = talk(done, threads::submit);
                var births = new ArrayList<Future<?>>();
                for (var i = 0; i < businesses; i++) {
                    var business = business(i);
                    births.add(threads.submit(() -> {
                        var applicant = new SignUp(sitting.stack().rest(), business);
                        applicant.awaitLive(applicant.send(LIVE_MAX), LIVE_MAX);
                        live.incrementAndGet();
                        return null;
                    }));
                }
                sitting.kill(() -> live + " live, " + said + " messages acknowledged", this::isAnyOpen, number -> {});
                Sitting.collect(births, wrong);
                sitting.tell(
                        live + " spaces are live after " + sitting.elapsed() + ", " + said + " messages acknowledged");
                done.set(true);
                Sitting.collect(talks, wrong);
            } finally {
                // whoever is still at it would keep the executor from closing
                threads.shutdownNow();
            }
        }
    }

    private List<Future<?>> talk(AtomicBoolean done, Function<Callable<?>, Future<?>> start) throws SQLException {
        var talks = new ArrayList<Future<?>>();
        try (var owner = sitting.stack().owner()) {
            var audit = new Audit(owner);
            for (var i = 0; i < TALKERS; i++) {
                var business = undisturbed(TEMPLATES.get(i % TEMPLATES.size()));
                var channel = audit.channel(
                        business.slug(), audit.publicChannels(business.slug()).getLast());
                var talker = new Talker(sitting.stack().rest(), business.email(), channel, WORD_MAX);
                talks.add(start.apply(() -> {
                    talker.talk(() -> !done.get(), BETWEEN_WORDS, ack -> {
                        sitting.journal().acknowledged(ack);
                        said.incrementAndGet();
                    });
                    return null;
                }));
            }
        }
        return talks;
    }

    private boolean isAnyOpen() throws SQLException {
        try (var owner = sitting.stack().owner()) {
            return new Audit(owner).openOnboardings() > 0;
        }
    }

    @Override
    public void count(Connection owner, List<String> wrong) {
        var audit = new Audit(owner);
        for (var i = 0; i < businesses; i++) {
            var business = business(i);
            Load.look(
                    wrong, () -> audit.compare(undisturbed(business.template()).slug(), business.slug()));
        }
        Load.look(wrong, () -> {
            var all = acks();
            acks = all.size();
            return audit.kept(all);
        });
        Load.look(wrong, audit::gapless);
        Load.look(wrong, audit::poisoned);
        Load.look(wrong, () -> undelivered(audit));
    }

    private List<Ack> acks() {
        try {
            return sitting.journal().acks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was begun in the last minute still has that minute. */
    static List<String> undelivered(Audit audit) throws SQLException, InterruptedException {
        var until = System.nanoTime() + DELIVERED_MAX.toNanos();
        while (!audit.undelivered(Duration.ZERO).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(500);
        }
        return audit.undelivered(DELIVERED_MAX);
    }

    @Override
    public String amount() {
        return "%d businesses signed up, %d acknowledged messages".formatted(businesses, acks);
    }

    @Override
    public String verdict() {
        return businesses
                + " spaces, each built once; every acknowledged message there once; no gap; nothing undelivered";
    }

    private static Business undisturbed(String template) {
        return Business.of("peace-" + template, template);
    }

    private static Business business(int number) {
        return Business.of("stress-" + number, TEMPLATES.get(number % TEMPLATES.size()));
    }
}
