package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Keeps the books: what is recorded stays, adds up to zero in every currency, and is taken back by its opposite alone. */
@Component
public class Ledger {
    /** For lines that nobody may spend until a transaction of its own releases them: off here, on from an hour that comes. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Ids of accounts known here; an installation has fewer that are busy. */
    private static final int ACCOUNTS_KNOWN_MAX = 100_000;

    private static final String OVERDRAWN = "SP001";

    private final Tx tx;
    private final LedgerSql sql;
    private final Clock clock;
    private final BusinessTime time;
    private final Cache<AccountKey, Long> accounts =
            Caffeine.newBuilder().maximumSize(ACCOUNTS_KNOWN_MAX).build();

    Ledger(Tx tx, LedgerSql sql, Clock clock, BusinessTime time) {
        this.tx = tx;
        this.sql = sql;
        this.clock = clock;
        this.time = time;
    }

    /**
     * Records a transaction inside the database transaction that is open, whose tenant must be the book's. The same key with the
     * same content is the transaction recorded before.
     *
     * @throws DomainException CONFLICT when the key stands for other content, or an account does not hold what is taken from it;
     *     the latter rolls back the transaction that is open
     */
    public Recorded post(NewTransaction wanted) {
        requireOpen();
        try {
            return recorded(
                    wanted,
                    sql.post(wanted, Ids.next(), Fingerprint.of(wanted), clock.instant(), known(wanted.lines())));
        } catch (DataAccessException e) {
            throw refusalIn(e);
        }
    }

    /**
     * Records transactions of one book in their order and with one statement, each as {@link #post} would. After the refusal of one
     * the transaction that is open has to be rolled back: others may be recorded in it.
     */
    public List<Recorded> postAll(List<NewTransaction> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        requireOpen();
        var book = wanted.getFirst().book();
        if (wanted.stream().anyMatch(each -> !each.book().equals(book))) {
            throw new IllegalArgumentException("transactions of several books");
        }
        var ids = wanted.stream().map(each -> Ids.next()).toList();
        var known = known(wanted.stream().flatMap(each -> each.lines().stream()).toList());
        try {
            var answers = sql.postAll(book, wanted, ids, clock.instant(), known);
            return IntStream.range(0, wanted.size())
                    .mapToObj(i -> recorded(wanted.get(i), answers.get(i)))
                    .toList();
        } catch (DataAccessException e) {
            throw refusalIn(e);
        }
    }

    private void requireOpen() {
        if (!tx.isOpen()) {
            throw new IllegalStateException("a ledger transaction belongs into the transaction of its fact");
        }
    }

    private Map<AccountKey, Long> known(List<Line> lines) {
        return accounts.getAllPresent(lines.stream().map(Line::account).collect(Collectors.toSet()));
    }

    private Recorded recorded(NewTransaction wanted, LedgerSql.Answer answer) {
        if (answer.outcome() == LedgerSql.Outcome.OTHER) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "“" + wanted.key()
                            + "” is recorded already, with other content. Use another key for another fact.");
        }
        if (!answer.met().isEmpty()) {
            // not before: what is rolled back was never there
            tx.afterCommit(() -> accounts.putAll(answer.met()));
        }
        return new Recorded(answer.id(), answer.outcome() == LedgerSql.Outcome.RECORDED);
    }

    /** What an account holds now, in business time, with what the open transaction has posted on it. */
    public Balance balance(AccountKey account) {
        var tenant = account.tenant();
        var at = time.now();
        if (tenant == null && tx.isOpen()) {
            return sql.balance(account, at);
        }
        return tx.read(tenant == null ? Scope.NOBODY : Scope.of(tenant), () -> sql.balance(account, at));
    }

    /** What the platform's own accounts of a type and owner hold now, in business time, by currency. */
    public Map<Currency, Balance> houseBalances(AccountType type, String owner) {
        return tx.read(Scope.NOBODY, () -> sql.houseBalances(type, owner, time.now()));
    }

    /** What came into these accounts and left them since a month, by month and kind: sums that name nobody. */
    public List<Flow> houseFlow(AccountType type, String owner, YearMonth since) {
        return tx.read(Scope.NOBODY, () -> sql.houseFlow(type, owner, since));
    }

    /** What the accounts of a tenant hold now, in business time. */
    public Map<AccountKey, Balance> balances(TenantId tenant) {
        return tx.read(Scope.of(tenant), () -> sql.balances(tenant, time.now()));
    }

    /** The transaction of a key in a tenant's book. */
    public Optional<Dated> find(TenantId book, String key) {
        return tx.read(Scope.of(book), () -> sql.find(book, key));
    }

    /** The lines of a transaction in a tenant's book, as they were posted; none when it is not there. */
    public List<Line> lines(TenantId book, UUID transaction) {
        return tx.read(Scope.of(book), () -> sql.lines(transaction));
    }

    /** The accounts of everybody, by id; for operators alone. */
    public List<AccountStanding> accounts(Actor actor, AccountFilter filter) {
        requireOperator(actor);
        return sql.accounts(filter, time.now());
    }

    /** What everybody's accounts hold together, by type and currency; for operators alone. */
    public List<TypeStanding> byType(Actor actor) {
        requireOperator(actor);
        return sql.byType(time.now());
    }

    /** What every tenant's accounts of a type hold, by currency; for operators alone. */
    public List<TenantStanding> byTenant(Actor actor, AccountType type) {
        requireOperator(actor);
        return sql.byTenant(type, time.now());
    }

    /** Debit and credit per currency, over all books; for operators alone. */
    public List<TrialBalance> trialBalance(Actor actor) {
        requireOperator(actor);
        return sql.trialBalance();
    }

    /** Refuses whoever may not see the books of everybody. */
    public static void requireOperator(Actor actor) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators see the books of everybody.");
        }
    }

    private static RuntimeException refusalIn(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause && OVERDRAWN.equals(cause.getSQLState())
                ? new DomainException(ErrorCode.CONFLICT, wordsOf(cause))
                : failure;
    }

    private static String wordsOf(SQLException cause) {
        @Nullable String words = null;
        if (cause instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            words = refused.getServerErrorMessage().getMessage();
        }
        return words == null ? "An account does not hold that much." : words;
    }
}
