package co.kendev.spaces.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes all seals anew from the rows, reading with the relay's credential, and says what does not fit. */
@Component
public class LedgerVerifier {
    private static final int SEALS_AT_ONCE = 500;
    private static final int ACCOUNTS_AT_ONCE = 1_000;
    /** Wrong balances that are named. */
    private static final int WRONG_MAX = 100;

    private final JdbcClient relay;
    private final Anchors anchors;

    LedgerVerifier(@Qualifier("relay") JdbcClient relay, Anchors anchors) {
        this.relay = relay;
        this.anchors = anchors;
    }

    /**
     * A row that is not what it was.
     *
     * @param seq its number in the chain of its book; 0 where it has none
     */
    public record Finding(
            @Nullable UUID tenant, long seq, @Nullable UUID transaction, String what) {
        @Override
        public String toString() {
            return (tenant == null ? "books of the platform" : "tenant " + tenant)
                    + (seq == 0 ? "" : ", seal " + seq)
                    + (transaction == null ? "" : ", transaction " + transaction)
                    + ": " + what;
        }
    }

    /**
     * What was compared.
     *
     * @param anchored ends of chains that the file holds
     * @param findings the first wrong row of each book, then what belongs to none
     */
    public record Verdict(long books, long seals, long anchored, List<Finding> findings) {
        public boolean isClean() {
            return findings.isEmpty();
        }

        @Override
        public String toString() {
            return books + " books, " + seals + " seals, " + anchored + " anchors: "
                    + (isClean() ? "everything is as it was sealed" : findings.size() + " wrong");
        }
    }

    /** A chain may grow while it is verified; what is recorded but not sealed yet is not looked at. */
    public Verdict verify() {
        var written = anchors.read();
        var last = new TreeMap<UUID, Long>();
        relay.sql("""
                        select tenant_id, max(seq) as seq from (
                          select tenant_id, seq from ledger.head union all
                          select tenant_id, max(seq) from ledger.seal group by tenant_id) chain
                        group by tenant_id
                        """).query(rs -> {
            last.put(rs.getObject("tenant_id", UUID.class), rs.getLong("seq"));
        });
        var books = new HashSet<>(last.keySet());
        books.addAll(written.keySet());
        var findings = new ArrayList<Finding>();
        for (var book : books.stream().sorted().toList()) {
            wrongIn(book, last.getOrDefault(book, 0L), written.getOrDefault(book, new TreeMap<>()))
                    .ifPresent(findings::add);
        }
        unsealed().ifPresent(findings::add);
        orphan().ifPresent(findings::add);
        findings.addAll(wrongBalances());
        wrongFlow().ifPresent(findings::add);
        return new Verdict(
                books.size(),
                last.values().stream().mapToLong(Long::longValue).sum(),
                written.values().stream().mapToLong(Map::size).sum(),
                List.copyOf(findings));
    }

    private Optional<Finding> wrongIn(UUID book, long last, TreeMap<Long, Anchors.Anchor> written) {
        var walk = new Walk(book, written);
        for (long after = 0; after < last && walk.wrong == null; after += SEALS_AT_ONCE) {
            var until = Math.min(after + SEALS_AT_ONCE, last);
            relay.sql("""
                            select s.seq, s.transaction_id, s.content, s.hash,\s""" + Entry.COLUMNS + """
                            from ledger.seal s
                            left join ledger.transaction t on t.tenant_id = s.tenant_id and t.id = s.transaction_id
                            """ + Entry.LINES + """
                            where s.tenant_id = ? and s.seq > ? and s.seq <= ? order by s.seq, p.line
                            """)
                    .params(book, after, until)
                    .query(rs -> {
                        walk.rows(rs);
                        return 0;
                    });
            walk.reached(until);
        }
        if (walk.wrong == null && !written.isEmpty() && written.lastKey() > last) {
            var anchor = written.lastEntry();
            walk.wrong = new Finding(
                    book,
                    last + 1,
                    null,
                    "the chain ends at " + last + ", but seal " + anchor.getKey() + " was anchored at "
                            + anchor.getValue().at() + ": its tail is cut off");
        }
        return Optional.ofNullable(walk.wrong);
    }

    /** One chain from its beginning. */
    private static final class Walk {
        private final UUID book;
        private final TreeMap<Long, Anchors.Anchor> written;
        private long seq;
        private byte[] hash = Entry.NOTHING;
        private @Nullable Entry before;
        private @Nullable Finding wrong;

        Walk(UUID book, TreeMap<Long, Anchors.Anchor> written) {
            this.book = book;
            this.written = written;
        }

        void rows(ResultSet rs) throws SQLException {
            var more = rs.next();
            while (more && wrong == null) {
                var number = rs.getLong("seq");
                var transaction = rs.getObject("transaction_id", UUID.class);
                if (number != seq + 1) {
                    wrong = new Finding(book, seq + 1, null, "its seal is gone");
                    return;
                }
                seq = number;
                var content = rs.getBytes("content");
                var sealed = rs.getBytes("hash");
                if (rs.getObject("id") == null) {
                    wrong = new Finding(book, seq, transaction, "the transaction is gone");
                    return;
                }
                var reader = new Entry.Reader();
                reader.begin(rs);
                do {
                    reader.line(rs);
                    more = rs.next();
                } while (more && rs.getLong("seq") == number);
                wrong = difference(reader.end(), transaction, content, sealed);
            }
        }

        private @Nullable Finding difference(Entry entry, UUID transaction, byte[] content, byte[] sealed) {
            if (!java.util.Arrays.equals(entry.content(), content)) {
                return new Finding(
                        book,
                        seq,
                        transaction,
                        entry.faults().isEmpty()
                                ? "the transaction or one of its lines is not what was sealed"
                                : "not what was sealed: " + String.join(", ", entry.faults()));
            }
            if (!entry.faults().isEmpty()) {
                return new Finding(book, seq, transaction, String.join(", ", entry.faults()));
            }
            if (before != null && !entry.isAfter(before)) {
                return new Finding(
                        book, seq, transaction, "it was recorded before the transaction sealed in front of it");
            }
            hash = Entry.chained(hash, seq, content);
            if (!java.util.Arrays.equals(hash, sealed)) {
                return new Finding(book, seq, transaction, "its seal does not hang on the one before it");
            }
            var anchor = written.get(seq);
            if (anchor != null && !anchor.hash().equals(HexFormat.of().formatHex(hash))) {
                return new Finding(
                        book, seq, transaction, "its seal is not the one that was anchored at " + anchor.at());
            }
            before = entry;
            return null;
        }

        void reached(long until) {
            if (wrong == null && seq < until) {
                wrong = new Finding(book, seq + 1, null, "its seal is gone");
            }
        }
    }

    private Optional<Finding> unsealed() {
        return relay.sql("""
                        select t.tenant_id, t.id from ledger.transaction t
                        where (t.xid, t.id) <= (select f.xid, f.id from ledger.frontier f where f.name = 'sealed')
                          and not exists (
                            select from ledger.seal s where s.tenant_id = t.tenant_id and s.transaction_id = t.id)
                        order by t.xid, t.id limit 1
                        """)
                .query((rs, row) -> new Finding(
                        rs.getObject("tenant_id", UUID.class),
                        0,
                        rs.getObject("id", UUID.class),
                        "it was never sealed, though what was recorded after it is"))
                .optional();
    }

    private Optional<Finding> orphan() {
        return relay.sql("""
                        select p.tenant_id, p.transaction_id, p.line from ledger.posting p
                        where not exists (
                          select from ledger.transaction t where t.tenant_id = p.tenant_id and t.id = p.transaction_id)
                        limit 1
                        """)
                .query((rs, row) -> new Finding(
                        rs.getObject("tenant_id", UUID.class),
                        0,
                        rs.getObject("transaction_id", UUID.class),
                        "line " + rs.getInt("line") + " belongs to no transaction"))
                .optional();
    }

    /** What is rolled up is derived, so it is derived again: hour by hour what may not be spent yet, and the rest in one. */
    private List<Finding> wrongBalances() {
        var findings = new ArrayList<Finding>();
        long last = relay.sql("select coalesce(max(id), 0) from ledger.account")
                .query(Long.class)
                .single();
        for (long from = 1; from <= last && findings.size() < WRONG_MAX; from += ACCOUNTS_AT_ONCE) {
            findings.addAll(relay.sql("""
                            with reached as (
                              select now() + make_interval(secs => c.offset_seconds) as at from platform.demo_clock c
                            ), held as (
                              select b.account_id, case when b.available_at > r.at then b.available_at else '-infinity' end as hour,
                                sum(b.minor) as total
                              from ledger.balance b cross join reached r
                              where b.account_id between :from and :to group by 1, 2
                            ), summed as (
                              select p.account_id, case when p.available_at > r.at then p.available_at else '-infinity' end as hour,
                                sum(p.minor) as total
                              from ledger.posting p cross join reached r
                              where p.account_id between :from and :to
                                and p.xid < (select f.xid from ledger.frontier f where f.name = 'rolled')
                              group by 1, 2
                            )
                            select a.id, a.tenant_id, coalesce(h.total, 0) as held, coalesce(s.total, 0) as summed,
                              nullif(coalesce(h.hour, s.hour), '-infinity') as pending_until
                            from held h full join summed s on s.account_id = h.account_id and s.hour = h.hour
                            join ledger.account a on a.id = coalesce(h.account_id, s.account_id)
                            where coalesce(h.total, 0) <> coalesce(s.total, 0)
                            order by a.id, pending_until nulls first limit :most
                            """)
                    .param("from", from)
                    .param("to", from + ACCOUNTS_AT_ONCE - 1)
                    .param("most", WRONG_MAX)
                    .query((rs, row) -> {
                        var until = rs.getTimestamp("pending_until");
                        return new Finding(
                                rs.getObject("tenant_id", UUID.class),
                                0,
                                null,
                                "account " + rs.getLong("id") + " is said to hold " + rs.getBigDecimal("held")
                                        + (until == null ? "" : " pending until " + until.toInstant())
                                        + ", its lines add up to " + rs.getBigDecimal("summed"));
                    })
                    .list());
        }
        return findings;
    }

    /** The same of what everybody may see. */
    private Optional<Finding> wrongFlow() {
        return relay.sql("""
                        with summed as (
                          select p.account_id, date_trunc('month', t.effective_at at time zone 'UTC')::date as month, t.kind,
                            sum(p.minor) as minor
                          from ledger.posting p
                          join ledger.transaction t on t.tenant_id = p.tenant_id and t.id = p.transaction_id
                          where p.account_tenant_id is null
                            and p.xid < (select f.xid from ledger.frontier f where f.name = 'rolled')
                          group by 1, 2, 3
                        )
                        select account_id, month, kind, coalesce(f.minor, 0) as held, coalesce(s.minor, 0) as summed
                        from ledger.flow f full join summed s using (account_id, month, kind)
                        where coalesce(f.minor, 0) <> coalesce(s.minor, 0)
                        order by account_id, month, kind limit 1
                        """)
                .query((rs, row) -> new Finding(
                        null,
                        0,
                        null,
                        "account " + rs.getLong("account_id") + " is said to have moved by " + rs.getBigDecimal("held")
                                + " by " + rs.getString("kind") + " in the month of " + rs.getDate("month")
                                + ", its lines add up to " + rs.getBigDecimal("summed")))
                .optional();
    }
}
