package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * {@code make stress}: a hundred onboardings at once and people talking, while the application, Temporal, PostgreSQL and all three
 * are killed again and again; then everything is counted. {@code --resume} goes on with the last run, {@code --seed=n} repeats its
 * order of kills, {@code --businesses=n} and {@code --kills=n} set how much.
 */
public final class StressMain {

    private static final List<String> TEMPLATES =
            List.of("kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "service-business");
    private static final int TALKERS = 4;
    private static final Duration LIVE_MAX = Duration.ofMinutes(30);
    private static final Duration WORD_MAX = Duration.ofMinutes(10);
    private static final Duration DELIVERED_MAX = Duration.ofMinutes(1);
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(150);

    private final DevStack stack;
    private final Journal journal;
    private final int businesses;
    private final int kills;
    private final long seed;
    private final long since = System.nanoTime();

    private StressMain(DevStack stack, Journal journal, int businesses, int kills, long seed) {
        this.stack = stack;
        this.journal = journal;
        this.businesses = businesses;
        this.kills = kills;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(System.getenv("SPACES_DATA"), "stress");
        var resume = List.of(arguments).contains("--resume");
        try {
            var lock = DevStack.claim(folder);
            if (!resume) {
                empty(folder, lock);
            }
        } catch (LaunchFailure refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        }
        int wrong;
        try (var journal = new Journal(folder)) {
            var seed = option(arguments, "seed", journal.number("seed", System.nanoTime() & 0xffffff));
            var businesses = option(arguments, "businesses", journal.number("businesses", 100));
            var kills = option(arguments, "kills", journal.number("kills", 30));
            journal.set("seed", seed);
            journal.set("businesses", businesses);
            journal.set("kills", kills);
            System.out.println("Seed " + seed + ", in " + folder + (resume ? ", resumed" : ""));
            var stack = DevStack.start(
                    folder,
                    Path.of(System.getenv("SPACES_BUILD")),
                    Map.of("SPACES_SIGNUPS_PER_MINUTE", "1000000"),
                    true);
            wrong = new StressMain(stack, journal, (int) businesses, (int) kills, seed).run();
        } catch (LaunchFailure failure) {
            System.err.println(failure.getMessage());
            wrong = 1;
        } catch (IOException | RuntimeException failure) {
            failure.printStackTrace();
            wrong = 1;
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static long option(String[] arguments, String name, long otherwise) {
        return Arrays.stream(arguments)
                .filter(word -> word.startsWith("--" + name + "="))
                .map(word -> Long.parseLong(word.substring(name.length() + 3)))
                .findFirst()
                .orElse(otherwise);
    }

    /** Whatever breaks, what is there then is counted; returns how many things are wrong. */
    private int run() {
        var wrong = new ArrayList<String>();
        try {
            for (var template : TEMPLATES) {
                var peace = new SignUp(stack.rest(), undisturbed(template));
                peace.awaitLive(peace.send(Duration.ofMinutes(2)), Duration.ofMinutes(2));
            }
            tell("five businesses were built in peace, to compare with");
            storm(wrong);
        } catch (Exception e) {
            wrong.add("the run broke off: " + e);
        }
        report(wrong);
        return wrong.size();
    }

    private void storm(List<String> wrong) throws Exception {
        var done = new AtomicBoolean();
        var live = new AtomicInteger();
        var said = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var talks = talk(done, threads::submit, said);
                var births = new ArrayList<Future<?>>();
                for (var i = 0; i < businesses; i++) {
                    var business = business(i);
                    births.add(threads.submit(() -> {
                        var applicant = new SignUp(stack.rest(), business);
                        applicant.awaitLive(applicant.send(LIVE_MAX), LIVE_MAX);
                        live.incrementAndGet();
                        return null;
                    }));
                }
                kill(live, said);
                collect(births, wrong);
                tell(live + " spaces are live after " + elapsed() + ", " + said + " messages acknowledged");
                done.set(true);
                collect(talks, wrong);
            } finally {
                // whoever is still at it would keep the executor from closing
                threads.shutdownNow();
            }
        }
    }

    /** Waits for each; how one failed is one line. */
    private static void collect(List<Future<?>> works, List<String> wrong) throws InterruptedException {
        for (var work : works) {
            try {
                work.get();
            } catch (ExecutionException e) {
                wrong.add(String.valueOf(e.getCause()));
            }
        }
    }

    private List<Future<?>> talk(
            AtomicBoolean done,
            java.util.function.Function<java.util.concurrent.Callable<?>, Future<?>> start,
            AtomicInteger said)
            throws SQLException {
        var talks = new ArrayList<Future<?>>();
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            for (var i = 0; i < TALKERS; i++) {
                var business = undisturbed(TEMPLATES.get(i % TEMPLATES.size()));
                var channel = audit.channel(
                        business.slug(), audit.publicChannels(business.slug()).getLast());
                var talker = new Talker(stack.rest(), business.email(), channel, WORD_MAX);
                talks.add(start.apply(() -> {
                    talker.talk(() -> !done.get(), BETWEEN_WORDS, ack -> {
                        journal.acknowledged(ack);
                        said.incrementAndGet();
                    });
                    return null;
                }));
            }
        }
        return talks;
    }

    private void kill(AtomicInteger live, AtomicInteger said) throws InterruptedException {
        var killed = journal.number("killed", 0);
        var killer = new Killer(
                stack,
                new Random(seed),
                line -> tell(line + "; " + live + " live, " + said + " messages acknowledged"));
        // the order goes on where the last sitting stopped
        for (var i = 0; i < killed; i++) {
            killer.next();
        }
        while (killed < kills) {
            killer.strike(this::countIfOpen);
            killed++;
            journal.set("killed", killed);
        }
    }

    /** A kill while nothing is being built proves little. */
    private void countIfOpen() {
        try (var owner = stack.owner()) {
            if (new Audit(owner).openOnboardings() > 0) {
                journal.set("killedWhileOpen", journal.number("killedWhileOpen", 0) + 1);
            }
        } catch (SQLException notAnswering) {
            tell("it is not known whether onboardings are open: " + notAnswering.getMessage());
        }
    }

    private void report(List<String> wrong) {
        try {
            stack.startPostgres();
            try (var owner = stack.owner()) {
                var audit = new Audit(owner);
                for (var i = 0; i < businesses; i++) {
                    var business = business(i);
                    look(
                            wrong,
                            () -> audit.compare(undisturbed(business.template()).slug(), business.slug()));
                }
                var acks = journal.acks();
                look(wrong, () -> audit.kept(acks));
                look(wrong, audit::gapless);
                look(wrong, audit::poisoned);
                look(wrong, () -> undelivered(audit));
                System.out.printf(
                        "%n%d businesses signed up, %d kills, %d of them while onboardings were open, %d acknowledged messages, seed %d, %s%n",
                        businesses,
                        journal.number("killed", 0),
                        journal.number("killedWhileOpen", 0),
                        acks.size(),
                        seed,
                        elapsed());
            }
        } catch (IOException | SQLException | LaunchFailure e) {
            wrong.add("it could not be counted: " + e.getMessage());
        }
        if (wrong.isEmpty()) {
            System.out.println(businesses
                    + " spaces, each built once; every acknowledged message there once; no gap; nothing undelivered");
        } else {
            System.out.println(wrong.size() + " things are wrong:");
            wrong.forEach(line -> System.out.println("  " + line));
        }
    }

    private interface Look {
        List<String> wrong() throws SQLException, InterruptedException;
    }

    private static void look(List<String> wrong, Look look) {
        try {
            wrong.addAll(look.wrong());
        } catch (SQLException | InterruptedException | IllegalStateException e) {
            wrong.add("one thing could not be counted: " + e.getMessage());
        }
    }

    /** What was begun in the last minute still has that minute. */
    private static List<String> undelivered(Audit audit) throws SQLException, InterruptedException {
        var until = System.nanoTime() + DELIVERED_MAX.toNanos();
        while (!audit.undelivered(Duration.ZERO).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(500);
        }
        return audit.undelivered(DELIVERED_MAX);
    }

    private static Business undisturbed(String template) {
        return Business.of("peace-" + template, template);
    }

    private static Business business(int number) {
        return Business.of("stress-" + number, TEMPLATES.get(number % TEMPLATES.size()));
    }

    private void tell(String line) {
        System.out.println("  " + elapsed() + "  " + line);
    }

    private String elapsed() {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds() + " s";
    }

    /** Removes all but one file. What a killed run left there is stopped first: only DevStack knows how, so it is asked to. */
    private static void empty(Path folder, Path kept) throws IOException {
        DevStack.stopLeftBehind(folder);
        try (var files = Files.walk(folder)) {
            Consumer<Path> remove = file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            };
            files.filter(file -> !kept.startsWith(file))
                    .sorted(Comparator.reverseOrder())
                    .forEach(remove);
        }
    }
}
