package co.kendev.spaces.bench;

import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.AccountType;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.postgresql.PGConnection;

/** The ledger's one way in against bare transactions that insert the same rows; the same with millions of postings behind it. */
final class Books implements Measure {

    private static final int SECONDS = 8;
    private static final int MANY = 5_000_000;
    /** Lines of one loaded transaction on the busy account; one more is the tenant's. */
    private static final int LINES_EACH = 9;

    private static final int LOADED_AT_ONCE = 20_000;
    private static final int BALANCES = 500;
    private static final Duration SETTLED_MAX = Duration.ofMinutes(10);
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> HOUSE = List.of("clearing", "platform", "human", "ai", "justice");
    private static final List<Integer> PARTS = List.of(-12_000, 300, 180, 90, 30);

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        try (var domain = Domain.start(rig.stack().postgres());
                var owner = rig.stack().owner()) {
            var books = new ArrayList<UUID>();
            for (var i = 0; i < Rig.POSTERS; i++) {
                books.add(Ids.next());
            }
            var ledger = domain.ledger();
            var tx = domain.tx();
            for (var book : books) {
                record(tx, ledger, book, "opens the accounts");
            }
            var accounts = accounts(owner);
            Function<IntFunction<UUID>, Turns.Worker> useCase = place -> (number, end, sample) -> {
                var book = place.apply(number);
                var prefix = Ids.next() + "-";
                var count = 0L;
                while (System.nanoTime() < end) {
                    var begin = System.nanoTime();
                    record(tx, ledger, book, prefix + count++);
                    sample.add(System.nanoTime() - begin);
                }
                return count;
            };
            Function<IntFunction<UUID>, Turns.Worker> bare =
                    place -> (number, end, sample) -> insert(rig, accounts, place.apply(number), end, sample);
            IntFunction<UUID> apart = books::get;
            IntFunction<UUID> together = i -> books.getFirst();
            var seconds = rig.scaled(SECONDS);
            for (var worker : List.of(useCase, bare)) {
                Turns.round(worker.apply(apart), seconds);
            }
            var apartRates = Turns.rates(useCase.apply(apart), bare.apply(apart), seconds);
            var togetherRates = Turns.rates(useCase.apply(together), bare.apply(together), seconds);
            settle(owner);
            var empty = Turns.rates(useCase.apply(apart), bare.apply(apart), seconds);

            var busy = new AccountKey(new AccountType("bench_busy", true), null, "bench", USD);
            var loaded = rig.scaled(MANY);
            load(owner, tx, ledger, busy, books.getFirst(), loaded);
            settle(owner);
            var full = Turns.rates(useCase.apply(apart), bare.apply(apart), seconds);
            var balances = balances(ledger, busy);
            var kept = full.useCase() / empty.useCase();
            return List.of(
                    Figure.asked(
                            "ledger transactions of 6 lines per second, 16 writers over 16 books, hot accounts of the platform ÷ JDBC transactions that insert the same rows",
                            "≥ 0.5 and ≥ 800/s, p99 ≤ 60 ms",
                            apartRates.text(),
                            apartRates.ratio() >= 0.5 && apartRates.useCase() >= 800 && apartRates.p99() <= 60,
                            "medians of %d rounds of %d s each, by turns, both in this process on 16 connections; the bare side is the owner's: one insert into transaction, one of many values into posting, commit; the application sums up and seals both meanwhile"
                                    .formatted(Turns.ROUNDS, seconds)),
                    Figure.reported("the same into one book", togetherRates.text(), "16 writers, one tenant"),
                    Figure.asked(
                            "the same with %,d postings behind it ÷ before".formatted(loaded),
                            "≥ 0.8",
                            "%s (%s ÷ %s)"
                                    .formatted(
                                            Text.ratio(kept),
                                            Text.perSecond(full.useCase()),
                                            Text.perSecond(empty.useCase())),
                            kept >= 0.8,
                            "loaded by COPY into one book, summed up and sealed by the application before the clock starts; against the bare side: "
                                    + full.text()),
                    Figure.asked(
                            "balance of an account with %,d postings, p95".formatted(loaded),
                            "≤ 5 ms",
                            Text.ms(balances.p95()),
                            balances.p95() <= 5,
                            "%d reads of total, pending and available through the use case; held for 720 different hours; p50 %s"
                                    .formatted(balances.size(), Text.ms(balances.p50()))));
        }
    }

    private static void record(Tx tx, Ledger ledger, UUID book, String key) {
        var tenant = new TenantId(book);
        tx.write(
                Scope.of(tenant),
                () -> ledger.post(new NewTransaction(tenant, key, "sale", AT, null, "A sale", lines(tenant))));
    }

    private static List<Line> lines(TenantId tenant) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(key("earnings", tenant), 11_400, "share", AT));
        for (var i = 0; i < HOUSE.size(); i++) {
            lines.add(new Line(key(HOUSE.get(i), null), PARTS.get(i), "share", AT));
        }
        return lines;
    }

    private static AccountKey key(String type, @org.jspecify.annotations.Nullable TenantId tenant) {
        return new AccountKey(new AccountType("bench_" + type, true), tenant, "bench", USD);
    }

    /** Ids by the tenant, or by the name of the platform's account. */
    private static Map<Object, Long> accounts(java.sql.Connection owner) throws SQLException {
        var accounts = new HashMap<Object, Long>();
        try (var query =
                        owner.prepareStatement("select id, tenant_id, type from ledger.account where owner = 'bench'");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var tenant = rows.getObject(2);
                accounts.put(tenant == null ? rows.getString(3) : tenant, rows.getLong(1));
            }
        }
        return accounts;
    }

    private static long insert(Rig rig, Map<Object, Long> accounts, UUID book, long end, Sample sample)
            throws SQLException {
        var postgres = rig.stack().postgres();
        var owner = postgres.owner();
        var prefix = Ids.next() + "-";
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl() + "?reWriteBatchedInserts=true&prepareThreshold=3",
                        owner.user(),
                        owner.password());
                var transaction = connection.prepareStatement("""
                        insert into ledger.transaction
                          (tenant_id, id, key, kind, effective_at, recorded_at, reverses, memo, fingerprint, xid)
                        values (?, ?, ?, 'sale', ?, ?, null, 'A sale', ?, pg_current_xact_id()::text::bigint)
                        """);
                var posting = connection.prepareStatement("""
                        insert into ledger.posting
                          (tenant_id, transaction_id, line, account_id, account_tenant_id, minor, kind, available_at, xid)
                        values (?, ?, ?, ?, ?, ?, 'share', ?, pg_current_xact_id()::text::bigint)
                        """)) {
            connection.setAutoCommit(false);
            var fingerprint = new byte[32];
            var count = 0L;
            while (System.nanoTime() < end) {
                var begin = System.nanoTime();
                var id = Ids.next();
                transaction.setObject(1, book);
                transaction.setObject(2, id);
                transaction.setString(3, prefix + count++);
                transaction.setTimestamp(4, Timestamp.from(AT));
                transaction.setTimestamp(5, Timestamp.from(Instant.now()));
                transaction.setBytes(6, fingerprint);
                transaction.executeUpdate();
                line(posting, book, id, 1, accounts.get(book), book, 11_400);
                for (var i = 0; i < HOUSE.size(); i++) {
                    line(posting, book, id, i + 2, accounts.get("bench_" + HOUSE.get(i)), null, PARTS.get(i));
                }
                posting.executeBatch();
                connection.commit();
                sample.add(System.nanoTime() - begin);
            }
            return count;
        }
    }

    private static void line(
            java.sql.PreparedStatement posting,
            UUID book,
            UUID transaction,
            int line,
            @org.jspecify.annotations.Nullable Long account,
            @org.jspecify.annotations.Nullable UUID tenant,
            long minor)
            throws SQLException {
        posting.setObject(1, book);
        posting.setObject(2, transaction);
        posting.setInt(3, line);
        posting.setObject(4, account);
        posting.setObject(5, tenant, Types.OTHER);
        posting.setLong(6, minor);
        posting.setTimestamp(7, Timestamp.from(AT));
        posting.addBatch();
    }

    /** Puts that many postings on one account, past the function, as a restored dump would. */
    private static void load(java.sql.Connection owner, Tx tx, Ledger ledger, AccountKey busy, UUID book, int postings)
            throws Exception {
        var tenant = new TenantId(book);
        tx.write(
                Scope.of(tenant),
                () -> ledger.post(new NewTransaction(
                        tenant,
                        "opens the busy account " + Ids.next(),
                        "sale",
                        AT,
                        null,
                        "",
                        List.of(new Line(busy, 1, "share", AT), new Line(key("earnings", tenant), -1, "share", AT)))));
        var accounts = accounts(owner);
        var transactions = postings / LINES_EACH + 1;
        owner.setAutoCommit(false);
        for (var done = 0; done < transactions; done += LOADED_AT_ONCE) {
            copy(owner, accounts, book, Math.min(LOADED_AT_ONCE, transactions - done), done);
            owner.commit();
        }
        owner.setAutoCommit(true);
    }

    private static void copy(
            java.sql.Connection owner, Map<Object, Long> accounts, UUID book, int transactions, int before)
            throws Exception {
        String xid;
        try (var query = owner.createStatement();
                var row = query.executeQuery("select pg_current_xact_id()::text")) {
            row.next();
            xid = row.getString(1);
        }
        var heads = new StringBuilder();
        var lines = new StringBuilder();
        var hold = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        for (var i = 0; i < transactions; i++) {
            var id = Ids.next();
            heads.append(book + "\t" + id + "\tloaded-" + id + "\tsale\t" + AT + "\t" + AT + "\t\\N\t\t\\\\x00\t" + xid
                    + "\n");
            for (var line = 1; line <= LINES_EACH; line++) {
                var hour = hold.plus(Duration.ofHours(((before + i) * 9L + line) % 720));
                lines.append(book + "\t" + id + "\t" + line + "\t" + accounts.get("bench_busy") + "\t\\N\t100\tshare\t"
                        + hour + "\t" + xid + "\n");
            }
            lines.append(book + "\t" + id + "\t10\t" + accounts.get(book) + "\t" + book + "\t-900\tshare\t" + AT + "\t"
                    + xid + "\n");
        }
        var copies = owner.unwrap(PGConnection.class).getCopyAPI();
        copies.copyIn("copy ledger.transaction from stdin", bytes(heads));
        copies.copyIn("copy ledger.posting from stdin", bytes(lines));
    }

    private static ByteArrayInputStream bytes(StringBuilder text) {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the application has summed up and sealed everything, then does what autovacuum would do meanwhile. */
    private static void settle(java.sql.Connection owner) throws SQLException, InterruptedException {
        var end = System.nanoTime() + SETTLED_MAX.toNanos();
        try (var statement = owner.createStatement()) {
            while (System.nanoTime() < end) {
                try (var row = statement.executeQuery("""
                        select not exists (
                          select from ledger.transaction t where t.xid >= (select xid from ledger.frontier where name = 'rolled'))
                        and not exists (
                          select from ledger.transaction t
                          where (t.xid, t.id) > (select xid, id from ledger.frontier where name = 'sealed'))
                        """)) {
                    row.next();
                    if (row.getBoolean(1)) {
                        break;
                    }
                }
                Thread.sleep(500);
            }
            statement.execute("vacuum (analyze) ledger.transaction, ledger.posting, ledger.seal, ledger.balance");
        }
    }

    private static Sample balances(Ledger ledger, AccountKey account) {
        var sample = new Sample();
        for (var i = 0; i < 2 * BALANCES; i++) {
            var begin = System.nanoTime();
            var balance = ledger.balance(account);
            if (i >= BALANCES) {
                sample.add(System.nanoTime() - begin);
            }
            if (balance.total() <= balance.available()) {
                throw new IllegalStateException("Nothing is pending: " + balance);
            }
        }
        return sample;
    }
}
