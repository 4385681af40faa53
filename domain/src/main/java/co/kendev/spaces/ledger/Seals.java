package co.kendev.spaces.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what is recorded, one chain per book, behind everybody's back: only transactions that no running one can overtake any more,
 * in the order of (xid, id), which stays the same whoever looks.
 */
@Component
public class Seals {
    /** Transactions sealed in one database transaction at the most. */
    public static final int PAGE = 1_000;

    private final JdbcClient relay;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Seals(@Qualifier("relay") JdbcClient relay, @Qualifier("relay") DataSource database, Clock clock) {
        this.relay = relay;
        this.batches = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.clock = clock;
    }

    /** The end of a chain. */
    record Head(long seq, byte[] hash) {
        static final Head NONE = new Head(0, Entry.NOTHING);
    }

    private record Sealed(UUID book, long seq, UUID transaction, byte[] content, byte[] hash) {}

    /** Seals a page of transactions, all or none; says how many, none while another instance is at it. */
    public int seal() {
        var sealed = transaction.execute(status -> sealed());
        return sealed == null ? 0 : sealed;
    }

    private int sealed() {
        if (!relay.sql("select pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0))")
                .query(Boolean.class)
                .single()) {
            return 0;
        }
        // in a statement of its own: the rows are read by a later snapshot, which sees all that had ended here
        long settled = relay.sql("select ledger.settled()").query(Long.class).single();
        var entries = entries(settled);
        if (entries.isEmpty()) {
            return 0;
        }
        write(chained(entries));
        relay.sql("update ledger.frontier set xid = ?, id = ? where name = 'sealed'")
                .params(entries.getLast().xid(), entries.getLast().id())
                .update();
        return entries.size();
    }

    private List<Entry> entries(long settled) {
        return relay.sql(
                        "select " + Entry.COLUMNS + """
                        from (
                          select * from ledger.transaction t
                          where (t.xid, t.id) > (select f.xid, f.id from ledger.frontier f where f.name = 'sealed') and t.xid < ?
                          order by t.xid, t.id limit\s""" + PAGE + ") t " + Entry.LINES + " order by t.xid, t.id, p.line")
                .param(settled)
                .query(Seals::read);
    }

    private static List<Entry> read(ResultSet rs) throws SQLException {
        var entries = new ArrayList<Entry>();
        var reader = new Entry.Reader();
        var any = false;
        while (rs.next()) {
            if (!reader.continues(rs)) {
                if (any) {
                    entries.add(reader.end());
                }
                reader.begin(rs);
                any = true;
            }
            reader.line(rs);
        }
        if (any) {
            entries.add(reader.end());
        }
        return entries;
    }

    private List<Sealed> chained(List<Entry> entries) {
        var heads = new HashMap<UUID, Head>();
        relay.sql("select tenant_id, seq, hash from ledger.head where tenant_id in (:books)")
                .param("books", entries.stream().map(Entry::book).distinct().toList())
                .query(rs -> {
                    heads.put(rs.getObject("tenant_id", UUID.class), new Head(rs.getLong("seq"), rs.getBytes("hash")));
                });
        var chained = new ArrayList<Sealed>();
        for (var entry : entries) {
            var before = heads.getOrDefault(entry.book(), Head.NONE);
            var seq = before.seq() + 1;
            var hash = Entry.chained(before.hash(), seq, entry.content());
            heads.put(entry.book(), new Head(seq, hash));
            chained.add(new Sealed(entry.book(), seq, entry.id(), entry.content(), hash));
        }
        return chained;
    }

    private void write(List<Sealed> seals) {
        batches.batchUpdate(
                "insert into ledger.seal (tenant_id, seq, transaction_id, content, hash) values (?, ?, ?, ?, ?)",
                seals,
                seals.size(),
                (insert, seal) -> {
                    insert.setObject(1, seal.book());
                    insert.setLong(2, seal.seq());
                    insert.setObject(3, seal.transaction());
                    insert.setBytes(4, seal.content());
                    insert.setBytes(5, seal.hash());
                });
        var last = new HashMap<UUID, Sealed>();
        seals.forEach(seal -> last.put(seal.book(), seal));
        var now = Timestamp.from(clock.instant());
        batches.batchUpdate("""
                insert into ledger.head (tenant_id, seq, hash, sealed_at) values (?, ?, ?, ?)
                on conflict (tenant_id) do update set seq = excluded.seq, hash = excluded.hash, sealed_at = excluded.sealed_at
                """, last.values(), last.size(), (upsert, seal) -> {
            upsert.setObject(1, seal.book());
            upsert.setLong(2, seal.seq());
            upsert.setBytes(3, seal.hash());
            upsert.setTimestamp(4, now);
        });
    }
}
