package co.kendev.spaces.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sixteen who post at once on the same accounts of the platform, while others sum up and seal. */
@DomainTest
class BooksUnderLoadTest {
    private static final int WRITERS = 16;
    private static final int TRANSACTIONS = 10_000;
    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("USD"), Currency.getInstance("JPY"), Currency.getInstance("KWD"));

    @Autowired
    Fixtures fixtures;

    @Autowired
    Ledger ledger;

    @Autowired
    Rollup rollup;

    @Autowired
    Seals seals;

    @Autowired
    LedgerVerifier verifier;

    @Autowired
    Tx tx;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Test
    void theBooksAreRightAtEveryMoment() throws Exception {
        var books = new Books(tx, ledger);
        var tenants = new ArrayList<TenantId>();
        for (var i = 0; i < WRITERS; i++) {
            tenants.add(fixtures.aBusiness().tenant());
        }
        var writing = new AtomicBoolean(true);
        try (var pool = Executors.newFixedThreadPool(WRITERS + 3)) {
            var background = List.of(
                    pool.submit(whileTrue(writing, rollup::roll)),
                    pool.submit(whileTrue(writing, seals::seal)),
                    pool.submit(whileTrue(writing, () -> {
                        assertThat(differences())
                                .as("rolled up and tail against the plain sum")
                                .isZero();
                        requireEven();
                        return 1;
                    })));
            var writers = new ArrayList<Future<Integer>>();
            for (var writer = 0; writer < WRITERS; writer++) {
                var number = writer;
                writers.add(pool.submit(() -> {
                    var random = new Random(number);
                    for (var i = 0; i < TRANSACTIONS / WRITERS; i++) {
                        books.post(random(
                                tenants.get(number), tenants.get((number + 1) % WRITERS), number + "-" + i, random));
                    }
                    return 0;
                }));
            }
            for (var writer : writers) {
                writer.get();
            }
            writing.set(false);
            for (var work : background) {
                assertThat(work.get()).as("it did something meanwhile").isPositive();
            }
        }
        while (rollup.roll() > 0) {}
        while (seals.seal() > 0) {}

        assertThat(differences()).isZero();
        requireEven();
        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(JdbcClient.create(owner)
                        .sql(
                                "select count(*) from ledger.transaction t where not exists"
                                        + " (select from ledger.seal s where s.tenant_id = t.tenant_id and s.transaction_id = t.id)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Two to nine lines on the tenant's accounts, a referrer's and the platform's, in one or two currencies. */
    private static NewTransaction random(TenantId book, TenantId referrer, String key, Random random) {
        var lines = new ArrayList<Line>();
        for (var currency : CURRENCIES.subList(0, 1 + random.nextInt(2))) {
            long rest = 0;
            for (var i = 0; i < 1 + random.nextInt(3); i++) {
                var minor = 1 + random.nextLong(1_000_000);
                var tenant = random.nextInt(4) == 0 ? referrer : book;
                lines.add(line(new AccountKey(Books.EARNINGS, tenant, "party-" + i, currency), minor, random));
                rest -= minor;
            }
            lines.add(line(Books.clearing(currency), rest, random));
        }
        return new NewTransaction(book, key, "random", Books.NOON, null, "", lines);
    }

    private static Line line(AccountKey account, long minor, Random random) {
        return new Line(account, minor, "share", Books.NOON.plus(Duration.ofHours(random.nextInt(3_000) * 10L)));
    }

    private static Callable<Integer> whileTrue(AtomicBoolean running, Callable<Integer> work) {
        return () -> {
            var done = 0;
            while (running.get()) {
                done += work.call();
            }
            return done;
        };
    }

    /** Accounts whose balance is not the sum of their lines, in one snapshot. */
    private long differences() {
        return JdbcClient.create(owner).sql("""
                        select count(*) from ledger.account a
                        cross join lateral ledger.balance_of(a.id, now()) b
                        where (b.total, b.available) <> (
                          select coalesce(sum(p.minor), 0), coalesce(sum(p.minor) filter (where p.available_at <= now()), 0)
                          from ledger.posting p where p.account_id = a.id)
                        """).query(Long.class).single();
    }

    private void requireEven() {
        var operator = new Actor(
                new co.kendev.spaces.platform.ids.PersonId(new java.util.UUID(1, 1)), Actor.NOWHERE, "Olga", true);
        assertThat(ledger.trialBalance(operator))
                .allSatisfy(line -> assertThat(line.debit()).isEqualTo(line.credit()));
    }
}
