package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a book between two cuts: what each account got, and line by line why. */
@Component
public class Movements {
    private final Tx tx;
    private final LedgerSql sql;
    private final JdbcClient jdbc;
    private final JdbcClient relay;

    Movements(Tx tx, LedgerSql sql, JdbcClient jdbc, @Qualifier("relay") JdbcClient relay) {
        this.tx = tx;
        this.sql = sql;
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /**
     * The cut that holds everything a book shows of what took effect before an instant; empty while some of that may still be
     * overtaken by a transaction that runs, so that a later look would find more before the same position.
     */
    public Optional<Cut> cut(TenantId book, Instant until) {
        // first, and by itself: the rows are read by a later snapshot, which sees all that had ended here
        long settled = relay.sql("select ledger.settled()").query(Long.class).single();
        return tx.read(Scope.of(book), () -> {
            var ahead = jdbc.sql("""
                            select exists (select from ledger.transaction
                              where tenant_id = ? and effective_at < ? and xid >= ?)
                            """)
                    .params(book.value(), Timestamp.from(until), settled)
                    .query(Boolean.class)
                    .single();
            return ahead ? Optional.empty() : Optional.of(new Cut(settled, until));
        });
    }

    /** What the accounts got in a book between two cuts, those without a line left out. */
    public List<Movement> between(TenantId book, Cut from, Cut to) {
        return tx.read(
                Scope.of(book),
                () -> jdbc.sql("""
                                select type, may_overdraw, tenant_id, owner, currency, lines, minor
                                from ledger.movements(?, ?, ?, ?) order by type, owner, currency
                                """)
                        .params(
                                from.position(),
                                Timestamp.from(from.until()),
                                to.position(),
                                Timestamp.from(to.until()))
                        .query((rs, row) -> new Movement(
                                LedgerSql.account(rs),
                                rs.getLong("lines"),
                                rs.getBigDecimal("minor").longValueExact()))
                        .list());
    }

    /**
     * The lines of an account in a book between two cuts, in the order of their effect; for the book's own tenant, and for whoever
     * owns the account.
     */
    public List<StatedLine> lines(
            TenantId reader, TenantId book, AccountKey account, Cut from, Cut to, StatedLine.Place after, int atMost) {
        var tenant = account.tenant();
        return tx.read(
                Scope.of(reader),
                () -> jdbc.sql("""
                                select id, key, transaction_kind, effective_at, recorded_at, memo, line, minor, kind, available_at
                                from ledger.statement(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """)
                        .param(book.value())
                        .param(account.type().name())
                        .param(tenant == null ? null : tenant.value())
                        .param(account.owner())
                        .param(account.currency().getCurrencyCode())
                        .param(from.position())
                        .param(Timestamp.from(from.until()))
                        .param(to.position())
                        .param(Timestamp.from(to.until()))
                        .param(Timestamp.from(after.at()))
                        .param(after.transaction())
                        .param(after.line())
                        .param(atMost)
                        .query(Movements::line)
                        .list());
    }

    /** The end of a book's chain of seals; empty before its first seal. */
    public Optional<ChainHead> head(TenantId book) {
        return tx.read(
                Scope.of(book),
                () -> jdbc.sql("select seq, hash from ledger.head where tenant_id = ?")
                        .param(book.value())
                        .query((rs, row) ->
                                new ChainHead(rs.getLong("seq"), HexFormat.of().formatHex(rs.getBytes("hash"))))
                        .optional());
    }

    /** Whether the chain of seals of a book reaches as far as a cut; the sealer follows a moment behind. */
    public boolean isSealed(TenantId book, Cut cut) {
        return tx.read(
                Scope.of(book),
                () -> jdbc.sql("""
                                select not exists (
                                  select from (
                                    select id from ledger.transaction where tenant_id = ? and xid < ?
                                    order by xid desc, id desc limit 1) last
                                  where not exists (
                                    select from ledger.seal s where s.tenant_id = ? and s.transaction_id = last.id))
                                """)
                        .params(book.value(), cut.position(), book.value())
                        .query(Boolean.class)
                        .single());
    }

    /** Whether debit and credit are the same in every currency, over all books. */
    public boolean areBalanced() {
        return sql.trialBalance().stream().allMatch(each -> each.debit().equals(each.credit()));
    }

    private static StatedLine line(ResultSet rs, int row) throws SQLException {
        return new StatedLine(
                rs.getObject("id", UUID.class),
                rs.getString("key"),
                rs.getString("transaction_kind"),
                rs.getTimestamp("effective_at").toInstant(),
                rs.getTimestamp("recorded_at").toInstant(),
                rs.getString("memo"),
                rs.getInt("line"),
                rs.getLong("minor"),
                rs.getString("kind"),
                rs.getTimestamp("available_at").toInstant());
    }
}
