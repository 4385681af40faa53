package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.ChainHead;
import co.kendev.spaces.ledger.Cut;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Slice;
import co.kendev.spaces.revenue.pricing.Work;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of months and their true-ups; but for the search across tenants, every call runs inside the transaction that is open. */
@Component
class MonthRows {
    /** Everything that counts in a month: payments, and refunds with what their payments say. */
    private static final String FACTS = """
            with fact as (
              select p.currency, p.agreement_version, p.referral_step, p.contributions, p.allocation, 1 as payments, 0 as refunds
              from revenue.payment p where p.tenant_id = :tenant and p.month = :month
              union all
              select p.currency, p.agreement_version, p.referral_step, p.contributions, r.allocation, 0, 1
              from revenue.refund r join revenue.payment p on p.tenant_id = r.tenant_id and p.event_id = r.event_id
              where r.tenant_id = :tenant and r.month = :month and r.state = 'posted'
            )
            """;

    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final JsonMapper json;
    private final AllocationJson allocations;

    MonthRows(JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, JsonMapper json, AllocationJson allocations) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.json = json;
        this.allocations = allocations;
    }

    /**
     * The tenants who may have a month to close, across all of them: with something that counts before a day in a month that is
     * open, and nothing of it still coming in; or with a month whose closing was begun.
     */
    List<TenantId> candidates(LocalDate before, Instant quietSince) {
        return relay.sql("""
                        select b.tenant_id from revenue.book b
                        where (exists (select from revenue.payment p where p.tenant_id = b.tenant_id
                              and p.month >= coalesce(b.open_from, '-infinity') and p.month < :before)
                            or exists (select from revenue.refund r where r.tenant_id = b.tenant_id
                              and r.month >= coalesce(b.open_from, '-infinity') and r.month < :before))
                          and not exists (select from revenue.payment p where p.tenant_id = b.tenant_id
                            and p.month >= coalesce(b.open_from, '-infinity') and p.month < :before and p.created_at > :quiet)
                        union
                        select tenant_id from revenue.month_close where closed_at is null
                        """)
                .param("before", Date.valueOf(before))
                .param("quiet", Timestamp.from(quietSince))
                .query((rs, row) -> new TenantId(rs.getObject(1, UUID.class)))
                .list();
    }

    /** The oldest open month in which anything counts. */
    Optional<YearMonth> oldestOpen(TenantId tenant, @Nullable LocalDate openFrom) {
        var from = openFrom == null ? LocalDate.of(1970, 1, 1) : openFrom;
        var oldest = jdbc.sql("""
                        select least(
                          (select min(month) from revenue.payment where tenant_id = :tenant and month >= :from),
                          (select min(month) from revenue.refund where tenant_id = :tenant and month >= :from))
                        """)
                .param("tenant", tenant.value())
                .param("from", Date.valueOf(from))
                .query((rs, row) -> Optional.ofNullable(rs.getObject(1, LocalDate.class)))
                .single();
        return oldest.map(YearMonth::from);
    }

    /** Whether anything that would count in the months before an instant is taken and not posted yet. */
    boolean isQueued(TenantId tenant, Instant before) {
        return jdbc.sql("""
                        select exists (select from revenue.payment
                            where tenant_id = :tenant and state = 'queued' and occurred_at < :before)
                          or exists (select from revenue.refund r
                            join revenue.payment p on p.tenant_id = r.tenant_id and p.event_id = r.event_id
                            where r.tenant_id = :tenant and r.state = 'queued' and p.occurred_at < :before)
                        """)
                .param("tenant", tenant.value())
                .param("before", Timestamp.from(before))
                .query(Boolean.class)
                .single();
    }

    /** The month whose closing was begun and has not ended. */
    Optional<Close> unfinished(TenantId tenant) {
        return jdbc.sql(CLOSE + " where tenant_id = ? and closed_at is null order by month limit 1")
                .param(tenant.value())
                .query(this::close)
                .optional();
    }

    Close get(TenantId tenant, YearMonth month) {
        return jdbc.sql(CLOSE + " where tenant_id = ? and month = ?")
                .params(tenant.value(), first(month))
                .query(this::close)
                .single();
    }

    /** The months that are closed or being closed, newest first. */
    List<Close> all(TenantId tenant) {
        return jdbc.sql(CLOSE + " where tenant_id = ? order by month desc")
                .param(tenant.value())
                .query(this::close)
                .list();
    }

    /** The cut up to which the month before was stated; that of nothing without one. */
    Cut cutBefore(TenantId tenant, YearMonth month) {
        return jdbc.sql("""
                        select cut_xid, ends_at from revenue.month_close
                        where tenant_id = ? and month < ? and cut_xid is not null order by month desc limit 1
                        """)
                .params(tenant.value(), first(month))
                .query((rs, row) -> new Cut(
                        rs.getLong("cut_xid"), rs.getTimestamp("ends_at").toInstant()))
                .optional()
                .orElse(Cut.NOTHING);
    }

    void begin(TenantId tenant, YearMonth month, ProcessId process, Instant endsAt) {
        jdbc.sql("""
                        insert into revenue.month_close (tenant_id, month, process_id, ends_at) values (?, ?, ?, ?)
                        on conflict (tenant_id, month) do update set process_id = excluded.process_id
                        """)
                .params(tenant.value(), first(month), process.value(), Timestamp.from(endsAt))
                .update();
    }

    void truedUp(TenantId tenant, YearMonth month, Instant at) {
        jdbc.sql("update revenue.month_close set trued_up_at = ? where tenant_id = ? and month = ?")
                .params(Timestamp.from(at), tenant.value(), first(month))
                .update();
    }

    void stated(TenantId tenant, YearMonth month, Cut cut, Instant at) {
        jdbc.sql("update revenue.month_close set cut_xid = ?, stated_at = ? where tenant_id = ? and month = ?")
                .params(cut.position(), Timestamp.from(at), tenant.value(), first(month))
                .update();
    }

    void checked(TenantId tenant, YearMonth month, Optional<ChainHead> head, Instant at) {
        jdbc.sql("""
                        update revenue.month_close set checked_at = ?, sealed_seq = ?, sealed_hash = ?
                        where tenant_id = ? and month = ?
                        """)
                .param(Timestamp.from(at))
                .param(head.map(ChainHead::seq).orElse(null))
                .param(head.map(found -> HexFormat.of().parseHex(found.hash())).orElse(null))
                .param(tenant.value())
                .param(first(month))
                .update();
    }

    void closed(TenantId tenant, YearMonth month, MessageId message, Instant at) {
        jdbc.sql("update revenue.month_close set closed_at = ?, message_id = ? where tenant_id = ? and month = ?")
                .params(Timestamp.from(at), message.value(), tenant.value(), first(month))
                .update();
    }

    /** What a month holds, by currency, version and step. */
    Map<PartKey, Part> parts(TenantId tenant, YearMonth month) {
        var parts = new TreeMap<PartKey, Part>();
        jdbc.sql(FACTS + """
                        select currency, agreement_version, referral_step, contributions, part ->> 'party' as party,
                          part ->> 'who' as who, sum((part ->> 'minor')::bigint) as minor
                        from fact cross join lateral jsonb_array_elements(allocation) part
                        group by currency, agreement_version, referral_step, contributions, party, who
                        order by contributions
                        """)
                .param("tenant", tenant.value())
                .param("month", first(month))
                .query(rs -> {
                    parts.computeIfAbsent(key(rs), key -> new Part())
                            .add(
                                    rs.getString("contributions"),
                                    new Recipient(Party.valueOf(rs.getString("party")), rs.getString("who")),
                                    rs.getLong("minor"));
                });
        jdbc.sql(FACTS + """
                        select currency, agreement_version, referral_step, sum(payments) as payments, sum(refunds) as refunds
                        from fact group by currency, agreement_version, referral_step
                        """)
                .param("tenant", tenant.value())
                .param("month", first(month))
                .query(rs -> {
                    var part = parts.computeIfAbsent(key(rs), key -> new Part());
                    part.payments = rs.getInt("payments");
                    part.refunds = rs.getInt("refunds");
                });
        return parts;
    }

    List<Contribution> contributions(String stored) {
        return json.readValue(stored, new TypeReference<List<Contribution>>() {});
    }

    void insert(TenantId tenant, MonthTrueUp trueUp) {
        jdbc.sql("""
                        insert into revenue.true_up (tenant_id, month, currency, agreement_version, referral_step, payments, refunds,
                          volume_before_minor, net_gross_minor, slices, share_minor, posted_share_minor, due, change,
                          ledger_transaction, posted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
                        """)
                .param(tenant.value())
                .param(first(trueUp.month()))
                .param(trueUp.currency().getCurrencyCode())
                .param(trueUp.version())
                .param(trueUp.step())
                .param(trueUp.payments())
                .param(trueUp.refunds())
                .param(trueUp.volumeBefore())
                .param(trueUp.netGross())
                .param(json.writeValueAsString(trueUp.slices()))
                .param(trueUp.share())
                .param(trueUp.postedShare())
                .param(allocations.write(trueUp.due()))
                .param(allocations.write(trueUp.change()))
                .param(trueUp.ledgerTransaction())
                .param(Timestamp.from(trueUp.postedAt()))
                .update();
    }

    /** The true-ups of a month, by currency, version and step. */
    List<MonthTrueUp> trueUps(TenantId tenant, YearMonth month) {
        return jdbc.sql("""
                        select month, currency, agreement_version, referral_step, payments, refunds, volume_before_minor,
                          net_gross_minor, slices, share_minor, posted_share_minor, due, change, ledger_transaction, posted_at
                        from revenue.true_up where tenant_id = ? and month = ?
                        order by currency, agreement_version, referral_step
                        """)
                .params(tenant.value(), first(month))
                .query((rs, row) -> new MonthTrueUp(
                        YearMonth.from(rs.getObject("month", LocalDate.class)),
                        Currency.getInstance(rs.getString("currency")),
                        rs.getInt("agreement_version"),
                        rs.getInt("referral_step"),
                        rs.getInt("payments"),
                        rs.getInt("refunds"),
                        rs.getLong("volume_before_minor"),
                        rs.getLong("net_gross_minor"),
                        json.readValue(rs.getString("slices"), new TypeReference<List<Slice>>() {}),
                        rs.getLong("share_minor"),
                        rs.getLong("posted_share_minor"),
                        allocations.read(rs.getString("due")),
                        allocations.read(rs.getString("change")),
                        rs.getObject("ledger_transaction", UUID.class),
                        rs.getTimestamp("posted_at").toInstant()))
                .list();
    }

    static Date first(YearMonth month) {
        return Date.valueOf(month.atDay(1));
    }

    private static PartKey key(ResultSet rs) throws SQLException {
        return new PartKey(rs.getString("currency"), rs.getInt("agreement_version"), rs.getInt("referral_step"));
    }

    private static final String CLOSE = """
            select month, process_id, ends_at, trued_up_at, cut_xid, stated_at, sealed_seq, sealed_hash, checked_at, closed_at
            from revenue.month_close
            """;

    private Close close(ResultSet rs, int row) throws SQLException {
        var hash = rs.getBytes("sealed_hash");
        return new Close(
                YearMonth.from(rs.getObject("month", LocalDate.class)),
                new ProcessId(rs.getObject("process_id", UUID.class)),
                Objects.requireNonNull(instant(rs, "ends_at")),
                instant(rs, "trued_up_at"),
                instant(rs, "stated_at"),
                hash == null
                        ? null
                        : new ChainHead(rs.getLong("sealed_seq"), HexFormat.of().formatHex(hash)),
                instant(rs, "checked_at"),
                instant(rs, "closed_at"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** How far the closing of a month has come. */
    record Close(
            YearMonth month,
            ProcessId process,
            Instant endsAt,
            @Nullable Instant truedUpAt,
            @Nullable Instant statedAt,
            @Nullable ChainHead head,
            @Nullable Instant checkedAt,
            @Nullable Instant closedAt) {}

    /** What is trued up by itself. */
    record PartKey(String currency, int version, int step) implements Comparable<PartKey> {
        @Override
        public int compareTo(PartKey other) {
            var byCurrency = currency.compareTo(other.currency);
            var byVersion = byCurrency != 0 ? byCurrency : Integer.compare(version, other.version);
            return byVersion != 0 ? byVersion : Integer.compare(step, other.step);
        }
    }

    /** The sums of a part of a month: what was posted to whom, and the gross behind whose work. */
    final class Part {
        private final TreeMap<Recipient, Long> posted = new TreeMap<>();
        private final TreeMap<String, Long> grossByWork = new TreeMap<>();
        int payments;
        int refunds;

        private void add(String work, Recipient recipient, long minor) {
            posted.merge(recipient, minor, Math::addExact);
            // what is divided of a sale is its gross; the rest passes on
            if (!recipient.equals(Recipient.TAX) && !recipient.equals(Recipient.SHIPPING)) {
                grossByWork.merge(work, minor, Math::addExact);
            }
        }

        Allocation posted() {
            return new Allocation(posted);
        }

        List<Work> work() {
            var work = new ArrayList<Work>();
            grossByWork.forEach((contributions, gross) -> work.add(new Work(contributions(contributions), gross)));
            return work;
        }
    }
}
