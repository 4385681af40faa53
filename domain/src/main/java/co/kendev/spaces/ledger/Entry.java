package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.hash.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with its lines as the rows have it now: what a seal covers.
 *
 * @param content digest of every column that says something
 * @param faults what is wrong with the rows whatever their seal says, in words
 */
record Entry(UUID book, UUID id, long xid, byte[] content, List<String> faults) {
    /** The hash in front of a chain. */
    static final byte[] NOTHING = new byte[32];

    /** Columns of t, p and a; the rows of one transaction follow each other in the order of their lines. */
    static final String COLUMNS = """
            t.tenant_id, t.id, t.key, t.kind, t.effective_at, t.recorded_at, t.reverses, t.memo, t.fingerprint, t.xid,
            p.line, p.account_id, p.account_tenant_id, p.minor, p.kind as line_kind, p.available_at, p.xid as line_xid,
            a.type, a.owner, a.currency, a.tenant_id as owned_by
            """;

    static final String LINES = """
            left join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
            left join ledger.account a on a.id = p.account_id
            """;

    /** The hash of a seal, which hangs on the one before it. */
    static byte[] chained(byte[] before, long seq, byte[] content) {
        return Sha256.of(before, ByteBuffer.allocate(Long.BYTES).putLong(seq).array(), content);
    }

    /** Where it stands in the order of seals, against another. */
    boolean isAfter(Entry other) {
        // as text, since a UUID compares as two signed numbers in Java
        return xid > other.xid || (xid == other.xid && id.toString().compareTo(other.id.toString()) > 0);
    }

    /** Takes the rows of one transaction after the other. */
    static final class Reader {
        private @Nullable UUID book;
        private @Nullable UUID id;
        private long xid;
        private Fingerprint print = new Fingerprint();
        private final List<String> faults = new ArrayList<>();
        private final TreeMap<String, BigInteger> sums = new TreeMap<>();
        private int lines;

        /** Whether the row belongs to the transaction of the rows before it. */
        boolean continues(ResultSet rs) throws SQLException {
            return id != null
                    && id.equals(rs.getObject("id", UUID.class))
                    && rs.getObject("tenant_id", UUID.class).equals(book);
        }

        void begin(ResultSet rs) throws SQLException {
            book = rs.getObject("tenant_id", UUID.class);
            id = rs.getObject("id", UUID.class);
            xid = rs.getLong("xid");
            print = new Fingerprint()
                    .add(book)
                    .add(id)
                    .add(rs.getString("key"))
                    .add(rs.getString("kind"))
                    .add(rs.getTimestamp("effective_at").toInstant())
                    .add(rs.getTimestamp("recorded_at").toInstant())
                    .add(rs.getObject("reverses"))
                    .add(rs.getString("memo"))
                    .add(java.util.HexFormat.of().formatHex(rs.getBytes("fingerprint")))
                    .add(xid);
            faults.clear();
            sums.clear();
            lines = 0;
        }

        void line(ResultSet rs) throws SQLException {
            var line = rs.getObject("line");
            if (line == null) {
                return;
            }
            lines++;
            print.add(line)
                    .add(rs.getLong("account_id"))
                    .add(rs.getObject("account_tenant_id"))
                    .add(rs.getLong("minor"))
                    .add(rs.getString("line_kind"))
                    .add(rs.getTimestamp("available_at").toInstant())
                    .add(rs.getLong("line_xid"))
                    .add(rs.getString("type"))
                    .add(rs.getString("owner"))
                    .add(rs.getString("currency"))
                    .add(rs.getObject("owned_by"));
            if (rs.getLong("line_xid") != xid) {
                faults.add("line " + line + " was written at another time than the transaction");
            }
            var currency = rs.getString("currency");
            if (currency == null) {
                faults.add("line " + line + " is on an account that does not exist");
            } else {
                sums.merge(currency, BigInteger.valueOf(rs.getLong("minor")), BigInteger::add);
            }
        }

        Entry end() {
            sums.forEach((currency, sum) -> {
                if (sum.signum() != 0) {
                    faults.add("its lines add up to " + sum + " " + currency + " instead of zero");
                }
            });
            if (lines < 2) {
                faults.add("it has " + lines + " lines");
            }
            return new Entry(
                    java.util.Objects.requireNonNull(book),
                    java.util.Objects.requireNonNull(id),
                    xid,
                    print.add(lines).digest(),
                    List.copyOf(faults));
        }
    }
}
