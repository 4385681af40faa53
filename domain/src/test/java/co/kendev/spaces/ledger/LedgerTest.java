package co.kendev.spaces.ledger;

import static co.kendev.spaces.ledger.Books.NOON;
import static co.kendev.spaces.ledger.Books.USD;
import static co.kendev.spaces.ledger.Books.clearing;
import static co.kendev.spaces.ledger.Books.earnings;
import static co.kendev.spaces.ledger.Books.fund;
import static co.kendev.spaces.ledger.Books.line;
import static co.kendev.spaces.ledger.Books.sale;
import static co.kendev.spaces.ledger.Books.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@DomainTest
class LedgerTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Ledger ledger;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    Books books;

    @BeforeEach
    void books() {
        books = new Books(tx, ledger);
    }

    @Test
    void aSaleStandsOnBothSides() {
        var business = fixtures.aBusiness();
        var before = ledger.balance(clearing(USD)).total();

        var sold = books.sell(business.tenant(), "sale-1", 12_000);

        assertThat(ledger.balance(earnings(business.tenant()))).isEqualTo(new Balance(12_000, 0, 12_000));
        assertThat(ledger.balance(clearing(USD)).total()).isEqualTo(before - 12_000);
        assertThat(ledger.lines(business.tenant(), sold))
                .containsExactly(line(clearing(USD), -12_000), line(earnings(business.tenant()), 12_000));
        assertThat(ledger.balances(business.tenant()))
                .containsExactlyEntriesOf(
                        java.util.Map.of(earnings(business.tenant()), new Balance(12_000, 0, 12_000)));
    }

    @Test
    void theSameKeyWithTheSameContentIsOneTransaction() {
        var tenant = fixtures.aBusiness().tenant();

        var first = books.post(sale(tenant, "once", 500));
        var again = books.post(sale(tenant, "once", 500));

        assertThat(first.created()).isTrue();
        assertThat(again).isEqualTo(new Recorded(first.id(), false));
        assertThat(ledger.balance(earnings(tenant)).total()).isEqualTo(500);
    }

    @Test
    void theSameKeyWithOtherContentIsRefusedAndBreaksNothing() {
        var tenant = fixtures.aBusiness().tenant();
        books.sell(tenant, "once", 500);

        var went = tx.<Recorded>write(Scope.of(tenant), () -> {
            assertThatExceptionOfType(DomainException.class)
                    .isThrownBy(() -> ledger.post(sale(tenant, "once", 501)))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
            return ledger.post(sale(tenant, "another", 1));
        });

        assertThat(went.created()).isTrue();
        assertThat(ledger.balance(earnings(tenant)).total()).isEqualTo(501);
    }

    @Test
    void manyAtOnceAreRecordedAsOneByOneAndRefusedTogether() {
        var tenant = fixtures.aBusiness().tenant();
        var sales = List.of(sale(tenant, "one", 500), sale(tenant, "two", 70), sale(tenant, "three", 1));

        var recorded = tx.<List<Recorded>>write(Scope.of(tenant), () -> ledger.postAll(sales));
        var again = books.post(sale(tenant, "two", 70));

        assertThat(recorded).extracting(Recorded::created).containsOnly(true).hasSize(3);
        assertThat(again).isEqualTo(new Recorded(recorded.get(1).id(), false));
        assertThat(ledger.lines(tenant, recorded.getLast().id()))
                .containsExactly(line(clearing(USD), -1), line(earnings(tenant), 1));
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> tx.write(
                        Scope.of(tenant),
                        () -> ledger.postAll(List.of(sale(tenant, "four", 4), sale(tenant, "one", 501)))));
        assertThat(ledger.balance(earnings(tenant)).total()).isEqualTo(571);
    }

    @Test
    void aKeyIsUniquePerBookAlone() {
        var first = fixtures.aBusiness().tenant();
        var second = fixtures.aBusiness().tenant();

        assertThat(books.sell(first, "same", 1)).isNotEqualTo(books.sell(second, "same", 1));
    }

    @Test
    void sixteenThatComeAtOnceAreOneTransaction() throws Exception {
        var tenant = fixtures.aBusiness().tenant();

        var recorded = atOnce(16, () -> books.post(sale(tenant, "race", 100)));

        assertThat(recorded)
                .extracting(Recorded::id)
                .containsOnly(recorded.getFirst().id());
        assertThat(recorded).filteredOn(Recorded::created).hasSize(1);
        assertThat(ledger.balance(earnings(tenant)).total()).isEqualTo(100);
    }

    @Test
    void theUnbalancedCannotBeWritten() {
        var tenant = fixtures.aBusiness().tenant();
        var yen = clearing(Currency.getInstance("JPY"));

        assertThatThrownBy(() -> transaction(tenant, "a", line(clearing(USD), -5), line(earnings(tenant), 4)))
                .hasMessageContaining("do not add up to zero: -1 USD");
        assertThatThrownBy(() -> transaction(tenant, "a", line(yen, -5), line(earnings(tenant), 5)))
                .hasMessageContaining("do not add up to zero");
    }

    @Test
    void theDatabaseRefusesWhatTheApplicationForgot() {
        var tenant = fixtures.aBusiness().tenant();
        books.sell(tenant, "opens the accounts", 1);
        var account = (long) JdbcClient.create(owner)
                .sql("select id from ledger.account where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();

        assertThat(refused(tenant, new long[] {account, account}, "USD", 7, -8)).contains("do not add up to zero");
        assertThat(refused(tenant, new long[] {account, account}, "EUR", 7, -7)).contains("another currency");
        assertThat(refused(tenant, new long[] {account, -1}, "USD", 7, -7)).contains("null value");
        assertThat(refused(tenant, new long[] {account, account}, "USD", Line.MINOR_MAX + 1, -Line.MINOR_MAX - 1))
                .contains("check constraint");
        assertThat(refused(fixtures.aBusiness().tenant(), tenant, account)).contains("another tenant");
    }

    private String refused(
            co.kendev.spaces.platform.ids.TenantId book, long[] accounts, String currency, long first, long second) {
        return refused(book, book, accounts, currency, first, second);
    }

    private String refused(
            co.kendev.spaces.platform.ids.TenantId caller, co.kendev.spaces.platform.ids.TenantId book, long account) {
        return refused(caller, book, new long[] {account, account}, "USD", 7, -7);
    }

    private String refused(
            co.kendev.spaces.platform.ids.TenantId caller,
            co.kendev.spaces.platform.ids.TenantId book,
            long[] accounts,
            String currency,
            long first,
            long second) {
        var refusal = org.assertj.core.api.Assertions.catchThrowable(() -> tx.write(
                Scope.of(caller),
                () -> jdbc.sql("""
                                select outcome from ledger.post(?, ?, 'forgotten', 'sale', now(), now(), null, '', '\\x00',
                                  '{}', '{}', '{}', '{}', '{}',
                                  array[?, ?]::bigint[], array[?, ?], array[?, ?]::bigint[], '{share,share}', array[now(), now()])
                                """)
                        .params(book.value(), Ids.next(), accounts[0], accounts[1], currency, currency, first, second)
                        .query(String.class)
                        .single()));
        assertThat(refusal).isInstanceOf(DataAccessException.class);
        return String.valueOf(
                ((DataAccessException) refusal).getMostSpecificCause().getMessage());
    }

    @Test
    void amountsHaveAnEnd() {
        var tenant = fixtures.aBusiness().tenant();
        for (var minor : List.of(0L, Line.MINOR_MAX + 1, -Line.MINOR_MAX - 1, Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> line(earnings(tenant), minor)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noSumOverflows() {
        var tenant = fixtures.aBusiness().tenant();
        var lines = IntStream.range(0, 1_000)
                .mapToObj(i -> line(i % 2 == 0 ? clearing(USD) : earnings(tenant), i % 2 == 0 ? -MOST : MOST))
                .toList();
        for (var i = 0; i < 20; i++) {
            books.post(new NewTransaction(tenant, "huge-" + i, "sale", NOON, null, "", lines));
        }

        var operator = new Actor(fixtures.aPerson().id(), Actor.NOWHERE, "Op", true);
        assertThat(ledger.accounts(operator, new AccountFilter(tenant, null, null, null, 10)))
                .singleElement()
                .satisfies(account -> assertThat(account.balance()).isEqualTo(new BigInteger("10" + "0".repeat(18))));
        assertThat(ledger.trialBalance(operator))
                .allSatisfy(line -> assertThat(line.debit()).isEqualTo(line.credit()));
        assertThat(ledger.byType(operator)).isNotEmpty().allSatisfy(standing -> {
            var accounts = ledger.accounts(
                    operator, new AccountFilter(null, standing.type(), standing.currency(), null, 1_000_000));
            assertThat(standing.balance()).isEqualTo(sum(accounts, AccountStanding::balance));
            assertThat(standing.pending()).isEqualTo(sum(accounts, AccountStanding::pending));
        });
        assertThat(ledger.byTenant(operator, Books.EARNINGS))
                .contains(new TenantStanding(tenant, USD, new BigInteger("10" + "0".repeat(18)), BigInteger.ZERO));

        for (var i = 0; i < 20; i++) {
            var back = lines.stream()
                    .map(line -> line(line.account(), -line.minor()))
                    .toList();
            books.post(new NewTransaction(tenant, "huge-back-" + i, "sale", NOON, null, "", back));
        }
        assertThat(ledger.balance(earnings(tenant)).total()).isZero();
    }

    private static final long MOST = Line.MINOR_MAX;

    @Test
    void anAccountThatMayNotOverdrawIsNeverBelowZero() {
        var tenant = fixtures.aBusiness().tenant();
        var fund = fund("never below zero");
        books.post(transaction(tenant, "donation", line(clearing(USD), -100), line(fund, 100)));

        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(
                        () -> books.post(transaction(tenant, "spend", line(fund, -101), line(earnings(tenant), 101))))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
                    assertThat(refusal.detail()).contains("fund", "never below zero", "USD");
                });
        assertThat(ledger.balance(earnings(tenant))).isEqualTo(Balance.ZERO);

        books.post(transaction(tenant, "spend", line(fund, -100), line(earnings(tenant), 100)));
        assertThat(ledger.balance(fund)).isEqualTo(Balance.ZERO);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyWhoSpendAtOnceSpendWhatThereIs(boolean firstMovement) throws Exception {
        var tenant = fixtures.aBusiness().tenant();
        var fund = fund("many spenders " + firstMovement);
        if (!firstMovement) {
            books.post(transaction(tenant, "donation", line(clearing(USD), -1_000), line(fund, 1_000)));
        }
        var number = new java.util.concurrent.atomic.AtomicInteger();

        var spent = atOnce(16, () -> {
            try {
                books.post(transaction(
                        tenant, "spend-" + number.incrementAndGet(), line(fund, -300), line(earnings(tenant), 300)));
                return 300L;
            } catch (DomainException refused) {
                return 0L;
            }
        });

        var sum = spent.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isEqualTo(firstMovement ? 0 : 900);
        assertThat(ledger.balance(fund).total()).isEqualTo(firstMovement ? 0 : 100);
    }

    @Test
    void moneyOnHoldIsPendingUntilItsHour() {
        var tenant = fixtures.aBusiness().tenant();
        var later = Instant.now().plus(Duration.ofDays(30));
        books.post(transaction(
                tenant,
                "on hold",
                line(clearing(USD), -700),
                new Line(earnings(tenant), 400, "share", later),
                new Line(earnings(tenant), 300, "share", Ledger.NEVER)));
        assertThat(ledger.balance(earnings(tenant))).isEqualTo(new Balance(700, 700, 0));

        books.post(transaction(
                tenant,
                "release",
                new Line(earnings(tenant), -300, "release", Ledger.NEVER),
                line(earnings(tenant), 300)));
        assertThat(ledger.balance(earnings(tenant))).isEqualTo(new Balance(700, 400, 300));
    }

    @Test
    void anHourIsRoundedUp() {
        var account = clearing(USD);
        assertThat(new Line(account, 1, "x", NOON).availableAt()).isEqualTo(NOON);
        assertThat(new Line(account, 1, "x", NOON.plusNanos(1)).availableAt()).isEqualTo("2026-03-01T13:00:00Z");
        assertThat(new Line(account, 1, "x", Ledger.NEVER).availableAt()).isEqualTo(Ledger.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "KWD", "USD"})
    void everyCurrencyCountsInItsOwnMinorUnits(String code) {
        var currency = Currency.getInstance(code);
        assertThat(currency.getDefaultFractionDigits()).isEqualTo(code.equals("JPY") ? 0 : code.equals("KWD") ? 3 : 2);
        var tenant = fixtures.aBusiness().tenant();
        var account = new AccountKey(Books.EARNINGS, tenant, "tenant", currency);

        books.post(transaction(tenant, "one", line(clearing(currency), -1), line(account, 1)));

        assertThat(ledger.balance(account).total()).isEqualTo(1);
        assertThat(ledger.balances(tenant)).containsOnlyKeys(account);
    }

    @Test
    void aReversalNamesWhatItTakesBack() {
        var tenant = fixtures.aBusiness().tenant();
        var sold = books.sell(tenant, "sale", 900);
        var back = ledger.lines(tenant, sold).stream()
                .map(line -> line(line.account(), -line.minor()))
                .toList();

        books.post(new NewTransaction(tenant, "refund", "refund", NOON, sold, "came back", back));
        assertThat(ledger.balance(earnings(tenant)).total()).isZero();

        assertThatThrownBy(() -> books.post(
                        new NewTransaction(tenant, "refund-2", "refund", NOON, Ids.next(), "of nothing", back)))
                .rootCause()
                .hasMessageContaining("not in the book");
    }

    @Test
    void whatIsRolledBackWasNeverThere() {
        var tenant = fixtures.aBusiness().tenant();
        var account = new AccountKey(Books.EARNINGS, tenant, "opened in vain", USD);
        assertThatThrownBy(() -> tx.write(Scope.of(tenant), () -> {
                    ledger.post(transaction(tenant, "vain", line(clearing(USD), -5), line(account, 5)));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(books.post(transaction(tenant, "vain", line(clearing(USD), -6), line(account, 6)))
                        .created())
                .isTrue();
        assertThat(ledger.balance(account).total()).isEqualTo(6);
    }

    @Test
    void nobodyPostsOutsideATransaction() {
        var tenant = fixtures.aBusiness().tenant();
        assertThatThrownBy(() -> ledger.post(sale(tenant, "outside", 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsAreOnlyEverAdded() {
        var tenant = fixtures.aBusiness().tenant();
        books.sell(tenant, "stays", 1);
        for (var table : List.of("account", "transaction", "posting", "seal")) {
            for (var change : List.of("delete from ledger." + table, "truncate ledger." + table)) {
                assertThatThrownBy(() -> JdbcClient.create(owner).sql(change).update())
                        .as("even for the owner: " + change)
                        .rootCause()
                        .hasMessageContaining("only ever added");
            }
            for (var change : List.of(
                    "delete from ledger." + table,
                    "update ledger." + table + " set tenant_id = tenant_id",
                    "insert into ledger." + table + " (tenant_id) values (null)")) {
                assertThatThrownBy(() -> tx.write(Scope.of(tenant), () -> {
                            jdbc.sql(change).update();
                        }))
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aTenantReadsItsBookAndItsAccountsInOtherBooks() {
        var seller = fixtures.aBusiness().tenant();
        var referrer = fixtures.aBusiness().tenant();
        var stranger = fixtures.aBusiness().tenant();
        var referral = new AccountKey(Books.EARNINGS, referrer, "referrals", USD);
        var sold = books.post(transaction(
                        seller, "sale", line(clearing(USD), -10), line(earnings(seller), 7), line(referral, 3)))
                .id();

        assertThat(postings(seller)).isEqualTo(3);
        assertThat(postings(referrer)).isEqualTo(1);
        assertThat(postings(stranger)).isZero();
        assertThat(ledger.balance(referral).total()).isEqualTo(3);
        assertThat(ledger.balances(referrer)).containsOnlyKeys(referral);
        assertThat(ledger.lines(seller, sold)).hasSize(3);
        assertThat(ledger.lines(referrer, sold)).isEmpty();
        assertThat(tx.<Balance>read(Scope.of(seller), () -> ledger.balance(referral)))
                .as("whoever asks for a balance gets the right one")
                .isEqualTo(new Balance(3, 0, 3));
    }

    private long postings(co.kendev.spaces.platform.ids.TenantId tenant) {
        return tx.<Long>read(
                Scope.of(tenant),
                () -> jdbc.sql("select count(*) from ledger.posting")
                        .query(Long.class)
                        .single());
    }

    private static BigInteger sum(List<AccountStanding> accounts, Function<AccountStanding, BigInteger> part) {
        return accounts.stream().map(part).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Test
    void whatIsHeldMaturesWithTheHoursToComeAndNotWithWhatWaitsForever() {
        var tenant = fixtures.aBusiness().tenant();
        var kuwait = Currency.getInstance("KWD");
        var soon = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
        var owed = new AccountKey(new AccountType("held-" + tenant, true), tenant, "held", kuwait);
        books.post(new NewTransaction(
                tenant,
                "held",
                "sale",
                NOON,
                null,
                "",
                List.of(
                        line(clearing(kuwait), -600),
                        new Line(owed, 100, "share", NOON),
                        new Line(owed, 200, "share", soon),
                        new Line(owed, 300, "share", Ledger.NEVER))));

        var operator = new Actor(fixtures.aPerson().id(), Actor.NOWHERE, "Op", true);
        assertThat(ledger.byType(operator))
                .contains(new TypeStanding(
                        owed.type().name(),
                        kuwait,
                        BigInteger.valueOf(600),
                        BigInteger.valueOf(500),
                        BigInteger.valueOf(200),
                        soon));
    }

    @Test
    void onlyOperatorsSeeTheBooksOfEverybody() {
        var business = fixtures.aBusiness();
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> ledger.trialBalance(business.owner()))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> ledger.accounts(business.owner(), new AccountFilter(null, null, null, null, 10)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return pool.invokeAll(java.util.Collections.nCopies(threads, work)).stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }
}
