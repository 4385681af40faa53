package co.kendev.spaces.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.TestPropertySource;

/** What was sealed is found again; what somebody with all rights over the database changed since is named. */
@DomainTest
@TestPropertySource(properties = "spaces.ledger.anchors=target/anchors/${random.uuid}")
class SealsTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Ledger ledger;

    @Autowired
    Rollup rollup;

    @Autowired
    Seals seals;

    @Autowired
    Anchors anchors;

    @Autowired
    LedgerVerifier verifier;

    @Autowired
    Tx tx;

    @Value("${spaces.db.url}")
    String url;

    Books books;
    TenantId book;
    JdbcClient superuser;

    @BeforeEach
    void aBookOfTen() {
        books = new Books(tx, ledger);
        superuser = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        book = fixtures.aBusiness().tenant();
        for (var i = 1; i <= 10; i++) {
            books.sell(book, "sale-" + i, i * 100);
        }
    }

    @Test
    void whatIsUntouchedIsClean() {
        sealed();

        assertThat(found()).isEmpty();
        assertThat(seals()).isEqualTo(10);
        assertThat(seals.seal()).isZero();
    }

    @Test
    void aTamperedPostingIsNamed() {
        sealed();
        var seventh = transaction("sale-7");
        tamper("update ledger.posting set minor = minor * 2 where transaction_id = ?", seventh);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.seq()).isEqualTo(7);
            assertThat(finding.transaction()).isEqualTo(seventh);
            assertThat(finding.what()).contains("not what was sealed");
        });
    }

    @Test
    void whatATamperedPostingBreaksIsSaid() {
        sealed();
        tamper(
                "update ledger.posting set minor = minor + 1 where transaction_id = ? and line = 2",
                transaction("sale-3"));

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.seq()).isEqualTo(3);
            assertThat(finding.what()).contains("its lines add up to 1 USD instead of zero");
        });
    }

    @Test
    void aTamperedAccountIsNamedAtItsFirstTransaction() {
        sealed();
        tamper("update ledger.account set owner = 'somebody else' where tenant_id = ?", book.value());

        assertThat(found())
                .singleElement()
                .satisfies(finding -> assertThat(finding.seq()).isEqualTo(1));
    }

    @Test
    void aTransactionThatWasTakenOutIsNamed() {
        sealed();
        var fourth = transaction("sale-4");
        tamper("delete from ledger.posting where transaction_id = ?", fourth);
        tamper("delete from ledger.transaction where id = ?", fourth);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.seq()).isEqualTo(4);
            assertThat(finding.transaction()).isEqualTo(fourth);
            assertThat(finding.what()).contains("gone");
        });
    }

    @Test
    void aTransactionThatWasPutInIsNamed() {
        var first = transaction("sale-1");
        sealed();
        tamper(
                "insert into ledger.transaction select tenant_id, gen_random_uuid(), 'forged', kind, effective_at, recorded_at,"
                        + " reverses, memo, fingerprint, xid from ledger.transaction where id = ?",
                first);

        assertThat(found())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("never sealed"));
    }

    @Test
    void aCutOffTailIsNoticed() {
        sealed();
        cut(8);
        tamper(
                "update ledger.head h set seq = s.seq, hash = s.hash from ledger.seal s"
                        + " where h.tenant_id = ? and s.tenant_id = h.tenant_id and s.seq = 7",
                book.value());

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.seq()).isEqualTo(8);
            assertThat(finding.what()).contains("the chain ends at 7, but seal 10 was anchored", "cut off");
        });
    }

    @Test
    void aBookThatVanishedIsNoticed() {
        sealed();
        cut(1);
        tamper("delete from ledger.head where tenant_id = ?", book.value());

        assertThat(found())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("the chain ends at 0"));
    }

    @Test
    void aChainThatWasSealedAnewIsNotTheOneThatWasAnchored() {
        sealed();
        tamper("update ledger.posting set minor = minor * 2 where transaction_id = ?", transaction("sale-5"));
        tamper("delete from ledger.seal where tenant_id = ?", book.value());
        tamper("delete from ledger.head where tenant_id = ?", book.value());
        tamper(
                "update ledger.frontier set xid = (select min(xid) - 1 from ledger.transaction where tenant_id = ?) where name = 'sealed'",
                book.value());
        assertThat(seals.seal()).isEqualTo(10);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.seq()).isEqualTo(10);
            assertThat(finding.what()).contains("not the one that was anchored");
        });
    }

    @Test
    void whatIsMadeAvailableBeforeItsTimeIsNamed() {
        var later = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(4_000));
        books.post(Books.transaction(
                book,
                "held",
                new Line(Books.clearing(Books.USD), -700, "share", later),
                new Line(Books.earnings(book), 700, "share", later)));
        sealed();
        var account = "account_id = (select id from ledger.account where tenant_id = ? and type = 'earnings')";
        var before = balances();
        tamper(
                "update ledger.balance set available_at = '2026-01-01' where available_at > now() and " + account,
                book.value());

        var found = balances();
        tamper(
                "update ledger.balance set available_at = '" + later + "' where available_at = '2026-01-01' and "
                        + account,
                book.value());

        assertThat(before).isEmpty();
        assertThat(found).hasSize(2).allMatch(what -> what.startsWith("account") && what.contains("is said to hold"));
        assertThat(found).anyMatch(what -> what.contains("pending until"));
    }

    @Test
    void aTamperedSumOfAMonthIsNamed() {
        sealed();
        var before = moved();
        var account =
                "account_id = (select id from ledger.account where owner = ? and type = 'clearing' and currency = 'USD')";
        tamper(
                "update ledger.flow set minor = minor + 1 where kind = 'sale' and month = '2026-03-01' and " + account,
                "platform");
        var found = moved();
        tamper(
                "update ledger.flow set minor = minor - 1 where kind = 'sale' and month = '2026-03-01' and " + account,
                "platform");

        assertThat(found).singleElement().asString().contains("by sale in the month of 2026-03-01");
        assertThat(found).isNotEqualTo(before);
    }

    @Test
    void aSealerThatIsKilledLeavesNothingHalf() throws Exception {
        try (var blocker = superuserConnection();
                var statement = blocker.createStatement();
                var pool = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("select * from ledger.frontier where name = 'sealed' for update");
            var sealing = pool.submit(seals::seal);
            awaitBlockedSealer();

            superuser
                    .sql(
                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where datname = current_database() and application_name = 'spaces-relay' and wait_event_type = 'Lock'")
                    .query(Boolean.class)
                    .list();

            assertThatThrownBy(() -> sealing.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
        }
        assertThat(seals()).isZero();

        sealed();
        assertThat(seals()).isEqualTo(10);
        assertThat(found()).isEmpty();
    }

    @Test
    void twoSealersAtOnceSealOnce() throws Exception {
        for (var i = 0; i < 500; i++) {
            books.sell(book, "more-" + i, 1);
        }
        try (var pool = Executors.newFixedThreadPool(3)) {
            for (var work : pool.invokeAll(java.util.Collections.nCopies(3, seals::seal))) {
                work.get();
            }
        }
        sealed();

        assertThat(seals()).isEqualTo(510);
        assertThat(found()).isEmpty();
    }

    @Test
    void aLargeTransactionIsSealedPageByPage() {
        sealed();
        tx.write(Scope.of(book), () -> {
            for (var i = 0; i < Seals.PAGE + 10; i++) {
                ledger.post(Books.sale(book, "bulk-" + i, 1));
            }
        });

        assertThat(seals.seal()).isEqualTo(Seals.PAGE);
        assertThat(seals.seal()).isEqualTo(10);
        sealed();
        assertThat(found()).isEmpty();
    }

    @Test
    void aSaleThatIsStillOpenIsNotOvertaken() throws Exception {
        sealed();
        try (var running = superuserConnection();
                var statement = running.createStatement()) {
            running.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            books.sell(book, "after it", 5);

            assertThat(seals.seal()).as("who began earlier may still write").isZero();
            assertThat(rollup.roll()).isZero();
            assertThat(ledger.balance(Books.earnings(book)).total()).isEqualTo(5_505);
            running.rollback();
        }
        assertThat(seals.seal()).isEqualTo(1);
        assertThat(rollup.roll()).isEqualTo(1);
        assertThat(ledger.balance(Books.earnings(book)).total()).isEqualTo(5_505);
    }

    @Test
    void aRestoredDumpGoesOnAfterItsOwnerSaysSo() {
        sealed();
        tamper("update ledger.frontier set xid = xid + 1000000 where name <> ?", "shift");

        assertThatThrownBy(() -> books.sell(book, "too early", 1))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("ledger.restored()");

        superuser.sql("select ledger.restored()").query((rs, row) -> "").single();
        books.sell(book, "later", 7);
        sealed();
        assertThat(seals()).isEqualTo(11);
        assertThat(ledger.balance(Books.earnings(book)).total()).isEqualTo(5_507);
        assertThat(found()).isEmpty();
    }

    private void sealed() {
        while (rollup.roll() > 0) {}
        while (seals.seal() > 0) {}
        anchors.append();
    }

    private List<LedgerVerifier.Finding> found() {
        return verifier.verify().findings().stream()
                .filter(finding -> book.value().equals(finding.tenant()))
                .filter(finding -> !finding.what().startsWith("account"))
                .toList();
    }

    private List<String> balances() {
        return verifier.verify().findings().stream()
                .filter(finding -> book.value().equals(finding.tenant()))
                .map(LedgerVerifier.Finding::what)
                .toList();
    }

    private List<String> moved() {
        return verifier.verify().findings().stream()
                .map(LedgerVerifier.Finding::what)
                .filter(what -> what.contains("moved by"))
                .toList();
    }

    private long seals() {
        return superuser
                .sql("select count(*) from ledger.seal where tenant_id = ?")
                .param(book.value())
                .query(Long.class)
                .single();
    }

    private UUID transaction(String key) {
        return superuser
                .sql("select id from ledger.transaction where tenant_id = ? and key = ?")
                .params(book.value(), key)
                .query(UUID.class)
                .single();
    }

    /** Takes everything from a seal on out of the book. */
    private void cut(long from) {
        for (var table : List.of("posting p", "transaction p")) {
            tamper(
                    "delete from ledger." + table
                            + " using ledger.seal s where p.tenant_id = ? and s.tenant_id = p.tenant_id"
                            + " and s.seq >= " + from + " and s.transaction_id = p."
                            + (table.startsWith("posting") ? "transaction_id" : "id"),
                    book.value());
        }
        tamper("delete from ledger.seal where tenant_id = ? and seq >= " + from, book.value());
    }

    /** Past every trigger. */
    private void tamper(String sql, Object parameter) {
        try (var connection = superuserConnection();
                var statement = connection.prepareStatement(sql)) {
            try (var off = connection.createStatement()) {
                off.execute("set session_replication_role = replica");
            }
            statement.setObject(1, parameter);
            assertThat(statement.executeUpdate()).isPositive();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private java.sql.Connection superuserConnection() throws java.sql.SQLException {
        return new DriverManagerDataSource(url, "postgres", "postgres").getConnection();
    }

    private void awaitBlockedSealer() throws InterruptedException {
        for (var tries = 0; tries < 200; tries++) {
            var blocked = superuser
                    .sql("select count(*) from pg_stat_activity where datname = current_database()"
                            + " and application_name = 'spaces-relay' and wait_event_type = 'Lock'")
                    .query(Long.class)
                    .single();
            if (blocked > 0) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no sealer waits");
    }
}
