package co.kendev.spaces.bench;

import co.kendev.spaces.bench.Rig.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The close of a month with a hundred thousand postings, by its workflow. */
final class MonthEnd implements Measure {

    private static final int POSTINGS = 100_000;
    private static final int LINES_EACH = 6;
    private static final int DAYS = 26;
    private static final Duration CLOSED_MAX = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "month";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var shop = rig.newShop();
        try (var owner = rig.stack().owner()) {
            age(owner, shop);
            load(rig, shop, rig.scaled(POSTINGS) / LINES_EACH + 1);
            var postings = postings(owner, shop);
            var seconds = awaitClose(owner, shop);
            return List.of(Figure.asked(
                    "month close of %,d postings".formatted(rig.scaled(POSTINGS)),
                    "≤ 60 s",
                    Text.seconds(seconds),
                    seconds <= 60,
                    "%,d postings of a business that is made older by the database's owner, its sales recorded and posted through the use cases over %d days of the month before; the product begins the close by itself after a minute without another one; from the process's row to the month's being closed, through its workflow; %s"
                            .formatted(postings, DAYS, steps(owner, shop))));
        }
    }

    /** Somebody who was here in the month before can have sold something in it. */
    private static void age(Connection owner, Shop shop) throws SQLException {
        try (var update = owner.prepareStatement(
                "update platform.tenant set created_at = created_at - interval '70 days' where id = ?")) {
            update.setObject(1, shop.tenant().value());
            update.executeUpdate();
        }
    }

    private static void load(Rig rig, Shop shop, int sales) throws Exception {
        var first = YearMonth.now(ZoneId.of("America/Phoenix"))
                .minusMonths(1)
                .atDay(2)
                .atStartOfDay(ZoneId.of("America/Phoenix"))
                .toInstant();
        var apart = Duration.ofDays(DAYS).dividedBy(sales);
        try (var domain = Domain.start(rig.stack().postgres());
                var _ = new Delivered(rig);
                var threads = Executors.newFixedThreadPool(Rig.POSTERS)) {
            var works = new ArrayList<Future<?>>();
            for (var i = 0; i < Rig.POSTERS; i++) {
                var number = i;
                works.add(threads.submit(() -> {
                    for (var sale = number; sale < sales; sale += Rig.POSTERS) {
                        Dividing.record(domain, shop, first.plus(apart.multipliedBy(sale)));
                    }
                }));
            }
            for (var work : works) {
                work.get();
            }
            Dividing.postGathered(domain.distributions(), shop);
        }
    }

    private static long postings(Connection owner, Shop shop) throws SQLException {
        try (var query = owner.prepareStatement("select count(*) from ledger.posting where tenant_id = ?")) {
            query.setObject(1, shop.tenant().value());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Waits until the month is closed; how long it took. */
    private static double awaitClose(Connection owner, Shop shop) throws SQLException, InterruptedException {
        var until = System.nanoTime() + CLOSED_MAX.toNanos();
        try (var query = owner.prepareStatement("""
                select extract(epoch from c.closed_at - p.created_at) from revenue.month_close c
                join platform.process p on p.tenant_id = c.tenant_id and p.id = c.process_id
                where c.tenant_id = ? and c.closed_at is not null
                """)) {
            query.setObject(1, shop.tenant().value());
            while (System.nanoTime() < until) {
                try (var row = query.executeQuery()) {
                    if (row.next()) {
                        return row.getDouble(1);
                    }
                }
                Thread.sleep(500);
            }
        }
        throw new IllegalStateException("The month is not closed after " + CLOSED_MAX);
    }

    /** How long each step took. */
    private static String steps(Connection owner, Shop shop) throws SQLException {
        try (var query = owner.prepareStatement("""
                select s.name, extract(epoch from s.finished_at - s.started_at)
                from revenue.month_close c
                join platform.process_step s on s.tenant_id = c.tenant_id and s.process_id = c.process_id
                where c.tenant_id = ? order by s.position
                """)) {
            query.setObject(1, shop.tenant().value());
            var steps = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    steps.add(rows.getString(1) + " " + Text.ms(rows.getDouble(2) * 1_000));
                }
            }
            return String.join(", ", steps);
        }
    }
}
