package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Tx;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps a row per tenant that is locked by whoever posts, changes the terms or closes a month. */
@Component
class Books {
    /** Of a month's sales, and of what a tenant's account holds: a thousandth of it fits into one payment, nine times it into a long. */
    static final long MINOR_MAX = 1_000_000_000_000_000_000L;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Set<TenantId> known = ConcurrentHashMap.newKeySet();

    Books(Tx tx, JdbcClient jdbc) {
        this.tx = tx;
        this.jdbc = jdbc;
    }

    /** Opens the tenant's book, if nobody did. */
    void ensure(TenantId tenant) {
        if (known.contains(tenant)) {
            return;
        }
        jdbc.sql("""
                        insert into revenue.book (tenant_id, announced_at) values (?, ?) on conflict do nothing
                        """).params(tenant.value(), Timestamp.from(Instant.EPOCH)).update();
        // until then it may have been added by this transaction, and be rolled back with it
        tx.afterCommit(() -> known.add(tenant));
    }

    /**
     * The book, with everybody else who wants it waiting until the transaction ends; but not those who only write down what refers
     * to it, such as a sale said in a channel, whose place they hold meanwhile.
     */
    Book lock(TenantId tenant) {
        ensure(tenant);
        return jdbc.sql(SELECT + " for no key update")
                .param(tenant.value())
                .query(Books::read)
                .single();
    }

    /** The book as it stands. */
    Book get(TenantId tenant) {
        return jdbc.sql(SELECT)
                .param(tenant.value())
                .query(Books::read)
                .optional()
                .orElse(new Book(tenant, 0, null, Instant.EPOCH));
    }

    void agreed(TenantId tenant, int version) {
        jdbc.sql("update revenue.book set agreement_version = ? where tenant_id = ?")
                .params(version, tenant.value())
                .update();
    }

    /** Closes everything before a day, the first of a month. */
    void openFrom(TenantId tenant, LocalDate first) {
        jdbc.sql("update revenue.book set open_from = ? where tenant_id = ? and (open_from is null or open_from < ?)")
                .params(Date.valueOf(first), tenant.value(), Date.valueOf(first))
                .update();
    }

    void announced(TenantId tenant, Instant at) {
        jdbc.sql("update revenue.book set announced_at = ? where tenant_id = ?")
                .params(Timestamp.from(at), tenant.value())
                .update();
    }

    /** Net gross sales of a month so far, in minor units. */
    long volume(TenantId tenant, LocalDate month, String currency) {
        return jdbc.sql("select net_gross_minor from revenue.volume where tenant_id = ? and month = ? and currency = ?")
                .params(tenant.value(), Date.valueOf(month), currency)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void volume(TenantId tenant, LocalDate month, String currency, long netGrossMinor) {
        jdbc.sql("""
                        insert into revenue.volume (tenant_id, month, currency, net_gross_minor) values (?, ?, ?, ?)
                        on conflict (tenant_id, month, currency) do update set net_gross_minor = excluded.net_gross_minor
                        """)
                .params(tenant.value(), Date.valueOf(month), currency, netGrossMinor)
                .update();
    }

    private static final String SELECT =
            "select tenant_id, agreement_version, open_from, announced_at from revenue.book where tenant_id = ?";

    private static Book read(java.sql.ResultSet rs, int row) throws java.sql.SQLException {
        return new Book(
                new TenantId(rs.getObject("tenant_id", java.util.UUID.class)),
                rs.getInt("agreement_version"),
                rs.getObject("open_from", LocalDate.class),
                rs.getTimestamp("announced_at").toInstant());
    }

    /**
     * A tenant's book.
     *
     * @param agreementVersion the newest version of the agreement; 0 without one
     * @param openFrom first day of the first month in which anything may still count; null until a first close begins
     */
    record Book(
            TenantId tenant, int agreementVersion, @Nullable LocalDate openFrom, Instant announcedAt) {

        /** The month a sale of a day counts in: its own, or the first open one when its own is closed. */
        LocalDate countsIn(LocalDate day) {
            var own = day.withDayOfMonth(1);
            return openFrom != null && own.isBefore(openFrom) ? openFrom : own;
        }
    }
}
