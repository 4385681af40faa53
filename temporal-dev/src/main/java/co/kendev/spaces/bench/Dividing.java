package co.kendev.spaces.bench;

import co.kendev.spaces.bench.Rig.Shop;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.PaymentOrder;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A sale from its report to everybody's money, through the use cases, against bare transactions that insert the same rows. */
final class Dividing implements Measure {

    private static final int SECONDS = 8;
    /** As long as the product lets the sales of a busy tenant come together before it posts them in one run. */
    private static final long GATHERING_NANOS = 300_000_000;

    static final long AMOUNT = 12_000;

    @Override
    public String name() {
        return "dividing";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var shops = rig.shops();
        try (var domain = Domain.start(rig.stack().postgres());
                var owner = rig.stack().owner();
                var _ = new Delivered(rig)) {
            var patterns = new ArrayList<Pattern>();
            for (var shop : shops) {
                patterns.add(Pattern.of(owner, shop, sell(domain, shop)));
            }
            IntFunction<Shop> apart = shops::get;
            IntFunction<Shop> together = i -> shops.getFirst();
            IntFunction<Pattern> rowsApart = patterns::get;
            IntFunction<Pattern> rowsTogether = i -> patterns.getFirst();
            var seconds = rig.scaled(SECONDS);
            for (var worker : List.of(gathered(domain, apart), alone(domain, apart), bare(rig, rowsApart))) {
                Turns.round(worker, seconds);
            }
            var apartRates = Turns.rates(gathered(domain, apart), bare(rig, rowsApart), seconds);
            var togetherRates = Turns.rates(gathered(domain, together), bare(rig, rowsTogether), seconds);
            var aloneRates = Turns.rates(alone(domain, apart), bare(rig, rowsApart), seconds);
            return List.of(
                    Figure.asked(
                            "distributions per second through the use case, 16 writers over 16 tenants, hot accounts of the platform ÷ JDBC transactions that insert the same rows",
                            "≥ 0.5 and ≥ 800/s, p99 ≤ 60 ms",
                            apartRates.text(),
                            apartRates.ratio() >= 0.5 && apartRates.useCase() >= 800 && apartRates.p99() <= 60,
                            "medians of %d rounds of %d s each, by turns, both in this process on 16 connections; a writer is a tenant's owner who records sale after sale (rights, checks, the row, its order in the outbox) and every %d ms, as long as the product gathers a busy tenant's, has the waiting ones put into a run and the run posted: priced, into the ledger, announced, one transaction; left out are REST, Temporal and the hand-off between them; p99: of a sale, its own record and the run that posts it, without the time in which it waits for others; the bare side is the owner's: one row into payment, outbox and transaction, six into posting with one insert, commit; it leaves out the rows that many sales share: the month's volume, one message a second; the application sums up and seals both meanwhile"
                                    .formatted(Turns.ROUNDS, seconds, GATHERING_NANOS / 1_000_000)),
                    Figure.reported(
                            "the same into one tenant",
                            togetherRates.text(),
                            "16 writers record, runs of at most %d are posted one after another"
                                    .formatted(Distributions.GATHERED_MAX)),
                    Figure.reported(
                            "the same over 16 tenants, each sale in a run of its own",
                            aloneRates.text(),
                            "as the product does it up to five sales a second and tenant: record, dispatch, post, three transactions"));
        }
    }

    private static Turns.Worker gathered(Domain domain, IntFunction<Shop> place) {
        return (number, end, sample) -> {
            var shop = place.apply(number);
            var distributions = domain.distributions();
            var posted = 0L;
            var recorded = new ArrayList<Long>();
            while (System.nanoTime() < end) {
                recorded.clear();
                var full = System.nanoTime() + GATHERING_NANOS;
                do {
                    var begin = System.nanoTime();
                    record(domain, shop);
                    recorded.add(System.nanoTime() - begin);
                } while (System.nanoTime() < full);
                var begin = System.nanoTime();
                posted += postGathered(distributions, shop);
                var span = System.nanoTime() - begin;
                recorded.forEach(own -> sample.add(own + span));
            }
            return posted;
        };
    }

    /** Puts all that wait of a shop into runs and posts these; how many were posted. */
    static int postGathered(Distributions distributions, Shop shop) {
        var posted = 0;
        for (var run = distributions.gather(shop.tenant());
                run.isPresent();
                run = distributions.gather(shop.tenant())) {
            posted += distributions.post(shop.tenant(), run.get().workflowId()).posted();
        }
        return posted;
    }

    private static Turns.Worker alone(Domain domain, IntFunction<Shop> place) {
        return (number, end, sample) -> {
            var posted = 0L;
            while (System.nanoTime() < end) {
                var begin = System.nanoTime();
                sell(domain, place.apply(number));
                sample.add(System.nanoTime() - begin);
                posted++;
            }
            return posted;
        };
    }

    /** One sale in a run of its own; its event. */
    private static String sell(Domain domain, Shop shop) {
        var event = record(domain, shop);
        for (var run : domain.distributions().dispatch(shop.tenant(), event)) {
            domain.distributions().post(shop.tenant(), run.workflowId());
        }
        return event;
    }

    private static String record(Domain domain, Shop shop) {
        return record(domain, shop, Instant.now());
    }

    /** Records a sale; its event. */
    static String record(Domain domain, Shop shop, Instant at) {
        var event = "sale-" + Ids.next();
        domain.payments()
                .record(
                        shop.owner(),
                        new PaymentOrder(event, AMOUNT, "USD", at, HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        return event;
    }

    // ---- the same rows, bare ----

    private static Turns.Worker bare(Rig rig, IntFunction<Pattern> place) {
        return (number, end, sample) -> {
            var postgres = rig.stack().postgres();
            var owner = postgres.owner();
            try (var connection = DriverManager.getConnection(
                            postgres.jdbcUrl() + "?reWriteBatchedInserts=true&prepareThreshold=3",
                            owner.user(),
                            owner.password());
                    var rows = new Rows(connection, place.apply(number))) {
                var count = 0L;
                while (System.nanoTime() < end) {
                    var begin = System.nanoTime();
                    rows.write();
                    sample.add(System.nanoTime() - begin);
                    count++;
                }
                return count;
            }
        };
    }

    /** What one sale of a shop wrote. */
    private record Pattern(
            UUID tenant,
            String slug,
            String allocation,
            String rate,
            Date month,
            Timestamp availableAt,
            byte[] fingerprint,
            List<Line> lines) {

        /** One posting of it. */
        private record Line(long account, @Nullable UUID tenant, long minor, String kind, Timestamp availableAt) {}

        static Pattern of(Connection owner, Shop shop, String event) throws SQLException {
            try (var payment = owner.prepareStatement("""
                            select ledger_transaction, allocation::text, rate, month, available_at, fingerprint
                            from revenue.payment where tenant_id = ? and event_id = ?
                            """);
                    var posting = owner.prepareStatement("""
                            select account_id, account_tenant_id, minor, kind, available_at
                            from ledger.posting where tenant_id = ? and transaction_id = ? order by line
                            """)) {
                payment.setObject(1, shop.tenant().value());
                payment.setString(2, event);
                var lines = new ArrayList<Line>();
                try (var row = payment.executeQuery()) {
                    row.next();
                    posting.setObject(1, shop.tenant().value());
                    posting.setObject(2, row.getObject(1, UUID.class));
                    try (var rows = posting.executeQuery()) {
                        while (rows.next()) {
                            lines.add(new Line(
                                    rows.getLong(1),
                                    rows.getObject(2, UUID.class),
                                    rows.getLong(3),
                                    rows.getString(4),
                                    rows.getTimestamp(5)));
                        }
                    }
                    return new Pattern(
                            shop.tenant().value(),
                            shop.business().slug(),
                            row.getString(2),
                            row.getString(3),
                            row.getDate(4),
                            row.getTimestamp(5),
                            row.getBytes(6),
                            lines);
                }
            }
        }
    }

    /** Writes the rows of a sale over and over. */
    private static final class Rows implements AutoCloseable {

        private final Connection connection;
        private final Pattern pattern;
        private final PreparedStatement payment;
        private final PreparedStatement outbox;
        private final PreparedStatement transaction;
        private final PreparedStatement posting;

        Rows(Connection connection, Pattern pattern) throws SQLException {
            this.connection = connection;
            this.pattern = pattern;
            connection.setAutoCommit(false);
            payment = connection.prepareStatement("""
                    insert into revenue.payment (tenant_id, event_id, amount_minor, tax_minor, shipping_minor, currency,
                      occurred_at, held_by, contributions, recorded_by, fingerprint, state, workflow_id, agreement_version, month,
                      volume_before_minor, rate, referral_step, allocation, available_at, ledger_transaction, message_id, created_at,
                      posted_at)
                    values (?, ?, ?, 0, 0, 'USD', ?, 'platform', '[]', 'Bench', ?, 'pending', ?, 1, ?, 0, ?, 0, ?::jsonb, ?, ?, ?, ?, ?)
                    """);
            outbox = connection.prepareStatement("""
                    insert into platform.outbox (id, tenant_id, topic, workflow_id, payload, state, due_at, created_at, done_at)
                    values (?, ?, 'revenue.distribution', ?, ?::jsonb, 'done', ?, ?, ?)
                    """);
            transaction = connection.prepareStatement("""
                    insert into ledger.transaction
                      (tenant_id, id, key, kind, effective_at, recorded_at, reverses, memo, fingerprint, xid)
                    values (?, ?, ?, 'payment', ?, ?, null, ?, ?, pg_current_xact_id()::text::bigint)
                    """);
            posting = connection.prepareStatement("""
                    insert into ledger.posting
                      (tenant_id, transaction_id, line, account_id, account_tenant_id, minor, kind, available_at, xid)
                    values (?, ?, ?, ?, ?, ?, ?, ?, pg_current_xact_id()::text::bigint)
                    """);
        }

        void write() throws SQLException {
            var event = "bare-" + Ids.next();
            var run = pattern.slug + "/distribution-batch/" + event;
            var now = Timestamp.from(Instant.now());
            var id = Ids.next();
            set(
                    payment,
                    pattern.tenant,
                    event,
                    AMOUNT,
                    now,
                    pattern.fingerprint,
                    run,
                    pattern.month,
                    pattern.rate,
                    pattern.allocation,
                    pattern.availableAt,
                    id,
                    id,
                    now,
                    now);
            payment.executeUpdate();
            set(
                    outbox,
                    Ids.next(),
                    pattern.tenant,
                    pattern.slug + "/distribution/" + event,
                    "{\"tenant\":\"" + pattern.slug + "\",\"event\":\"" + event + "\"}",
                    now,
                    now,
                    now);
            outbox.executeUpdate();
            set(transaction, pattern.tenant, id, "payment/" + event, now, now, event, pattern.fingerprint);
            transaction.executeUpdate();
            var place = 1;
            for (var line : pattern.lines) {
                set(posting, pattern.tenant, id, place++, line.account);
                posting.setObject(5, line.tenant, Types.OTHER);
                posting.setLong(6, line.minor);
                posting.setString(7, line.kind);
                posting.setTimestamp(8, line.availableAt);
                posting.addBatch();
            }
            posting.executeBatch();
            connection.commit();
        }

        private static void set(PreparedStatement statement, Object... values) throws SQLException {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
        }

        @Override
        public void close() throws SQLException {
            payment.close();
            outbox.close();
            transaction.close();
            posting.close();
        }
    }
}
