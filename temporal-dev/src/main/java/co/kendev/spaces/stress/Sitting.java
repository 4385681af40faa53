package co.kendev.spaces.stress;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One sitting of a kill test: its stack, what it and earlier ones have done, and the kills that are left. */
final class Sitting {

    private final DevStack stack;
    private final Journal journal;
    private final Killer.Pace pace;
    private final long seed;
    private final int kills;
    private final long since = System.nanoTime();

    Sitting(DevStack stack, Journal journal, Killer.Pace pace, long seed, int kills) {
        this.stack = stack;
        this.journal = journal;
        this.pace = pace;
        this.seed = seed;
        this.kills = kills;
    }

    /** Whether something is under way that a kill may hit. */
    interface Open {
        boolean isOpen() throws SQLException;
    }

    DevStack stack() {
        return stack;
    }

    Journal journal() {
        return journal;
    }

    long seed() {
        return seed;
    }

    int kills() {
        return kills;
    }

    /** Whatever breaks, what is there then is counted; returns how many things are wrong. */
    int run(Load load) {
        var wrong = new ArrayList<String>();
        try {
            load.prepare();
            load.run(wrong);
        } catch (Exception e) {
            wrong.add("the run broke off: " + e);
        }
        report(load, wrong);
        return wrong.size();
    }

    private void report(Load load, List<String> wrong) {
        try {
            stack.startPostgres();
            try (var owner = stack.owner()) {
                load.count(owner, wrong);
            }
        } catch (SQLException | LaunchFailure e) {
            wrong.add("it could not be counted: " + e.getMessage());
        }
        System.out.printf(
                "%n%s; %d kills (%s), %d of them in the midst of it; seed %d, %s%n",
                load.amount(), killed(), victims(), journal.number("killedWhileOpen", 0), seed, elapsed());
        if (wrong.isEmpty()) {
            System.out.println(load.verdict());
        } else {
            System.out.println(wrong.size() + " things are wrong:");
            wrong.forEach(line -> System.out.println("  " + line));
        }
    }

    /**
     * Kills until all kills are done; the order goes on where the last sitting stopped.
     *
     * @param standing how far the load is, for whoever watches
     * @param round called with the number of the next kill, from 1 on, when everything runs
     */
    void kill(Supplier<String> standing, Open open, IntConsumer round) throws InterruptedException {
        var killed = killed();
        var killer = new Killer(stack, pace, seed, line -> tell(line + "; " + standing.get()));
        for (var i = 0; i < killed; i++) {
            killer.next();
        }
        while (killed < kills) {
            round.accept((int) killed + 1);
            killer.strike(() -> countIfOpen(open));
            killed++;
            journal.set("killed", killed);
        }
    }

    /** A kill while nothing is under way proves little. */
    private void countIfOpen(Open open) {
        try {
            if (open.isOpen()) {
                journal.set("killedWhileOpen", journal.number("killedWhileOpen", 0) + 1);
            }
        } catch (SQLException notAnswering) {
            tell("it is not known whether anything is under way: " + notAnswering.getMessage());
        }
    }

    private long killed() {
        return journal.number("killed", 0);
    }

    private String victims() {
        var killer = new Killer(stack, pace, seed, line -> {});
        var victims = new EnumMap<Killer.Victim, Integer>(Killer.Victim.class);
        for (var i = 0; i < killed(); i++) {
            victims.merge(killer.next().victim(), 1, Integer::sum);
        }
        return victims.entrySet().stream()
                .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Waits for each; how one failed is one line. */
    static void collect(List<Future<?>> works, List<String> wrong) throws InterruptedException {
        for (var work : works) {
            try {
                work.get();
            } catch (ExecutionException e) {
                wrong.add(String.valueOf(e.getCause()));
            }
        }
    }

    void tell(String line) {
        System.out.println("  " + elapsed() + "  " + line);
    }

    String elapsed() {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds() + " s";
    }
}
