package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.AccountType;
import co.kendev.spaces.ledger.Cut;
import co.kendev.spaces.ledger.Movement;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The SQL of statements; every call runs inside the transaction that is open. */
@Component
class StatementRows {
    private static final String STATEMENT = """
            select tenant_id, id, month, account_type, account_overdraft, account_tenant_id, account_owner, currency, opening_minor,
              closing_minor, lines, from_xid, from_until, to_xid, to_until, created_at
            from revenue.statement
            """;
    private static final String ACCOUNT =
            "account_type, account_owner, currency, coalesce(account_tenant_id, '00000000-0000-0000-0000-000000000000')";

    private final JdbcClient jdbc;

    StatementRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where every account of a book stood at the end of its last statement before a month. */
    Map<AccountKey, Long> closings(TenantId book, YearMonth before) {
        var closings = new HashMap<AccountKey, Long>();
        jdbc.sql("select distinct on (" + ACCOUNT
                        + ") account_type, account_overdraft, account_tenant_id, account_owner, currency, closing_minor"
                        + " from revenue.statement where tenant_id = ? and month < ? order by " + ACCOUNT
                        + ", month desc")
                .params(book.value(), MonthRows.first(before))
                .query(rs -> {
                    closings.put(account(rs), rs.getLong("closing_minor"));
                });
        return closings;
    }

    void insert(TenantId book, YearMonth month, Movement movement, long opening, Cut from, Cut to, Instant now) {
        var account = movement.account();
        var tenant = account.tenant();
        jdbc.sql("""
                        insert into revenue.statement (tenant_id, id, month, account_type, account_overdraft, account_tenant_id,
                          account_owner, currency, opening_minor, closing_minor, lines, from_xid, from_until, to_xid, to_until,
                          created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(book.value())
                .param(Ids.next())
                .param(MonthRows.first(month))
                .param(account.type().name())
                .param(account.type().mayOverdraw())
                .param(tenant == null ? null : tenant.value())
                .param(account.owner())
                .param(account.currency().getCurrencyCode())
                .param(opening)
                .param(Math.addExact(opening, movement.minor()))
                .param(movement.lines())
                .param(from.position())
                .param(Timestamp.from(from.until()))
                .param(to.position())
                .param(Timestamp.from(to.until()))
                .param(Timestamp.from(now))
                .update();
    }

    /** How many statements a month has. */
    int count(TenantId book, YearMonth month) {
        return jdbc.sql("select count(*) from revenue.statement where tenant_id = ? and month = ?")
                .params(book.value(), MonthRows.first(month))
                .query(Integer.class)
                .single();
    }

    /** The currencies in which the last statements of a book up to a month do not add up to zero. */
    List<String> unbalanced(TenantId book, YearMonth month) {
        return jdbc.sql("select currency from (select distinct on (" + ACCOUNT + ") currency, closing_minor"
                        + " from revenue.statement where tenant_id = ? and month <= ? order by " + ACCOUNT
                        + ", month desc) as last group by currency having sum(closing_minor) <> 0 order by currency")
                .params(book.value(), MonthRows.first(month))
                .query((rs, row) -> rs.getString(1))
                .list();
    }

    /**
     * The statements of a tenant's accounts, newest month first.
     *
     * @param ofTheBook also those of everybody else's accounts in its book
     */
    List<Row> of(TenantId tenant, boolean ofTheBook, @Nullable YearMonth month) {
        return jdbc.sql(STATEMENT + """
                         where (account_tenant_id = :tenant or (:book and tenant_id = :tenant))
                          and (:month::date is null or month = :month::date)
                        order by month desc, tenant_id <> :tenant, account_tenant_id is null, account_type desc, account_owner,
                          currency, id
                        """)
                .param("tenant", tenant.value())
                .param("book", ofTheBook)
                .param("month", month == null ? null : MonthRows.first(month))
                .query(StatementRows::row)
                .list();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(STATEMENT + " where id = ?")
                .param(id)
                .query(StatementRows::row)
                .optional();
    }

    /** What the open tenant's parts of sales in another book were counted from, by ledger transaction. */
    Map<UUID, Referred> referred(TenantId book, Collection<UUID> transactions) {
        var all = new HashMap<UUID, Referred>();
        jdbc.sql("select transaction_id, currency, gross_minor, share_minor, bps from revenue.referred(?, ?)")
                .param(book.value())
                .param(new SqlArrayValue("uuid", transactions.toArray()))
                .query(rs -> {
                    var currency = Currency.getInstance(rs.getString("currency"));
                    all.put(
                            rs.getObject("transaction_id", UUID.class),
                            new Referred(
                                    new Money(rs.getLong("gross_minor"), currency),
                                    new Money(rs.getLong("share_minor"), currency),
                                    rs.getInt("bps")));
                });
        return all;
    }

    private static Row row(ResultSet rs, int number) throws SQLException {
        return new Row(
                rs.getObject("id", UUID.class),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                YearMonth.from(rs.getObject("month", LocalDate.class)),
                account(rs),
                rs.getLong("opening_minor"),
                rs.getLong("closing_minor"),
                rs.getLong("lines"),
                new Cut(rs.getLong("from_xid"), rs.getTimestamp("from_until").toInstant()),
                new Cut(rs.getLong("to_xid"), rs.getTimestamp("to_until").toInstant()),
                rs.getTimestamp("created_at").toInstant());
    }

    private static AccountKey account(ResultSet rs) throws SQLException {
        var tenant = rs.getObject("account_tenant_id", UUID.class);
        return new AccountKey(
                new AccountType(rs.getString("account_type"), rs.getBoolean("account_overdraft")),
                tenant == null ? null : new TenantId(tenant),
                rs.getString("account_owner"),
                Currency.getInstance(rs.getString("currency")));
    }

    /** A sale of somebody else, as its referrer may know it. */
    record Referred(Money gross, Money share, int bps) {}

    /** A statement as it is stored. */
    record Row(
            UUID id,
            TenantId book,
            YearMonth month,
            AccountKey account,
            long opening,
            long closing,
            long lines,
            Cut from,
            Cut to,
            Instant createdAt) {}
}
