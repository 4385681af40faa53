package co.kendev.spaces.bench;

import co.kendev.spaces.bench.Rig.Shop;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Payments as fast as they are taken by REST, through their workflows, until the last one is posted. */
final class Flood implements Measure {

    private static final int WARM = 4_000;
    private static final int PAYMENTS = 20_000;
    private static final Duration POSTED_MAX = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var shops = rig.shops();
        IntFunction<Shop> apart = shops::get;
        IntFunction<Shop> together = i -> shops.getFirst();
        flood(rig, apart, WARM);
        var many = flood(rig, apart, PAYMENTS);
        var one = flood(rig, together, PAYMENTS);
        return List.of(
                Figure.asked(
                        "20,000 payments as fast as they are taken, 16 tenants: events/s end to end through workflows",
                        "≥ 300/s on 2 cores",
                        many.text(),
                        many.perSecond() >= 300,
                        "16 people by REST, each another tenant's owner on one kept-alive connection, closed loop; from the first call until the last payment is posted; %s"
                                .formatted(many.details())),
                Figure.asked(
                        "the same for one tenant",
                        "≥ 300/s on 2 cores",
                        one.text(),
                        one.perSecond() >= 300,
                        "16 connections of one owner; " + one.details()));
    }

    /** A flood and how it was taken. */
    private record Result(int payments, double taken, double posted, long runs, Sample answers) {

        double perSecond() {
            return payments / posted;
        }

        String text() {
            return Text.perSecond(perSecond());
        }

        String details() {
            return "%,d payments in %d runs; the last was taken after %s and posted after %s; the answers: p50 %s, p99 %s"
                    .formatted(
                            payments,
                            runs,
                            Text.seconds(taken),
                            Text.seconds(posted),
                            Text.ms(answers.p50()),
                            Text.ms(answers.p99()));
        }
    }

    private static Result flood(Rig rig, IntFunction<Shop> place, int payments) throws Exception {
        var prefix = UUID.randomUUID() + "-";
        var each = rig.scaled(payments) / Rig.POSTERS;
        var tokens = new ArrayList<String>();
        for (var i = 0; i < Rig.POSTERS; i++) {
            tokens.add(rig.token(place.apply(i)));
        }
        var answers = new Sample();
        var begin = System.nanoTime();
        pay(rig.stack().httpPort(), tokens, prefix, each, answers);
        var taken = (System.nanoTime() - begin) / 1e9;
        var all = each * Rig.POSTERS;
        try (var owner = rig.stack().owner()) {
            var until = begin + POSTED_MAX.toNanos();
            while (queued(owner)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("The payments are not posted after " + POSTED_MAX);
                }
                Thread.sleep(50);
            }
            var posted = (System.nanoTime() - begin) / 1e9;
            return new Result(all, taken, posted, runs(owner, prefix, all), answers);
        }
    }

    private static void pay(int port, List<String> tokens, String prefix, int each, Sample answers)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(Rig.POSTERS)) {
            var works = new ArrayList<Future<Void>>();
            for (var token : tokens) {
                var mine = prefix + works.size() + "-";
                Callable<Void> work = () -> pay(port, token, mine, each, answers);
                works.add(threads.submit(work));
            }
            for (var work : works) {
                work.get();
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Void pay(
            int port, String token, String prefix, int each, Sample answers) throws IOException {
        try (var connection = new Connection(port, token)) {
            for (var i = 0; i < each; i++) {
                var begin = System.nanoTime();
                connection.pay(prefix + i, Dividing.AMOUNT, Instant.now());
                answers.add(System.nanoTime() - begin);
            }
        }
        return null;
    }

    private static boolean queued(java.sql.Connection owner) throws SQLException {
        try (var query = owner.createStatement();
                var row = query.executeQuery("select exists (select from revenue.payment where state = 'queued')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** How many runs posted them; all of them must be. */
    private static long runs(java.sql.Connection owner, String prefix, int payments) throws SQLException {
        try (var query = owner.prepareStatement("""
                select count(*) filter (where posted_at is not null), count(distinct workflow_id) from revenue.payment
                where starts_with(event_id, ?)
                """)) {
            query.setString(1, prefix);
            try (var row = query.executeQuery()) {
                row.next();
                if (row.getLong(1) != payments) {
                    throw new IllegalStateException("Of %d payments %d are posted".formatted(payments, row.getLong(1)));
                }
                return row.getLong(2);
            }
        }
    }
}
