package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Rate;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of payments and refunds; every call runs inside the transaction that is open. */
@Component
class PaymentRows {
    private static final String COLUMNS = """
            tenant_id, event_id, amount_minor, tax_minor, shipping_minor, currency, occurred_at, held_by, reference,
              contributions, source_message, recorded_by, state, refusal, workflow_id, agreement_version, month,
              volume_before_minor, rate, referral_step, allocation, refunded_minor, available_at, ledger_transaction, message_id, created_at, posted_at
            """;

    private static final String PAYMENT = "select " + COLUMNS + " from revenue.payment ";
    private static final String REFUND = """
            select tenant_id, event_id, refund_id, amount_minor, tax_minor, shipping_minor, currency, reason, recorded_by, state,
              refusal, workflow_id, month, allocation, ledger_transaction, message_id, created_at, posted_at
            from revenue.refund
            """;

    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final JsonMapper json;
    private final AllocationJson parts;

    PaymentRows(JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, JsonMapper json, AllocationJson parts) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.json = json;
        this.parts = parts;
    }

    /** Whoever reports something about one event waits for whoever is doing so: a refund and its payment may meet. */
    void lockEvent(TenantId tenant, String eventId) {
        lock(event(tenant, eventId));
    }

    private static String event(TenantId tenant, String eventId) {
        return "revenue:" + tenant + ":" + eventId;
    }

    /** Whoever gives payments of the tenant to runs waits for whoever is doing so. */
    void lockRuns(TenantId tenant) {
        lock("revenue-runs:" + tenant);
    }

    private void lock(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(name)
                .query((rs, row) -> "")
                .single();
    }

    /** Adds a payment, behind the same lock as {@link #lockEvent}; empty when its event is there already. */
    Optional<Payment> insert(TenantId tenant, PaymentOrder order, String recordedBy, byte[] fingerprint, Instant now) {
        return jdbc.sql("""
                        with event as materialized (select pg_advisory_xact_lock(hashtextextended(?, 0)))
                        insert into revenue.payment (tenant_id, event_id, amount_minor, tax_minor, shipping_minor, currency,
                          occurred_at, held_by, reference, contributions, source_message, source_channel, recorded_by, fingerprint,
                          state, created_at)
                        select ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?::jsonb, ?::uuid, ?, ?, ?, 'queued', ?::timestamptz from event
                        on conflict do nothing returning\s""" + COLUMNS)
                .param(event(tenant, order.eventId()))
                .param(tenant.value())
                .param(order.eventId())
                .param(order.amountMinor())
                .param(order.taxMinor())
                .param(order.shippingMinor())
                .param(order.currency())
                .param(Timestamp.from(order.occurredAt()))
                .param(order.heldBy().word())
                .param(order.reference())
                .param(json.writeValueAsString(order.contributions()))
                .param(order.said() == null ? null : order.said().value())
                .param(order.channel())
                .param(recordedBy)
                .param(fingerprint)
                .param(Timestamp.from(now))
                .query(this::payment)
                .optional();
    }

    byte[] fingerprint(TenantId tenant, String eventId) {
        return jdbc.sql("select fingerprint from revenue.payment where tenant_id = ? and event_id = ?")
                .params(tenant.value(), eventId)
                .query(byte[].class)
                .single();
    }

    Optional<Payment> find(TenantId tenant, String eventId) {
        return jdbc.sql(PAYMENT + " where tenant_id = ? and event_id = ?")
                .params(tenant.value(), eventId)
                .query(this::payment)
                .optional();
    }

    Payment get(TenantId tenant, String eventId) {
        return find(tenant, eventId).orElseThrow();
    }

    /**
     * Payments that count in a month, or were made in it and count in none.
     *
     * @param after the last one the caller has, in the order of the search; null for the first ones
     */
    List<Payment> search(
            TenantId tenant,
            RevenueReport.Search search,
            Instant first,
            Instant end,
            @Nullable Payment after,
            int limit) {
        var state = search.state();
        var place = after == null ? "" : " and " + search.order().after();
        return jdbc.sql(PAYMENT + """
                         where tenant_id = :tenant and currency = :currency
                          and (month = :month or (month is null and occurred_at >= :first and occurred_at < :end))
                          and (:state::text is null or state = :state)
                          and (:text = '' or position(lower(:text) in lower(coalesce(reference, '') || ' ' || event_id)) > 0)
                        """ + place + " order by " + search.order().sql() + " limit :limit")
                .param("tenant", tenant.value())
                .param("currency", search.currency().getCurrencyCode())
                .param("month", Date.valueOf(search.month().atDay(1)))
                .param("first", Timestamp.from(first))
                .param("end", Timestamp.from(end))
                .param("state", state == null ? null : state.word())
                .param("text", search.text())
                .param("afterAt", after == null ? null : Timestamp.from(after.occurredAt()))
                .param("afterAmount", after == null ? null : after.amountMinor())
                .param("afterId", after == null ? null : after.eventId())
                .param("limit", limit)
                .query(this::payment)
                .list();
    }

    void insertRefund(
            TenantId tenant,
            RefundOrder order,
            Refund.State state,
            String recordedBy,
            byte[] fingerprint,
            Instant now) {
        jdbc.sql("""
                        insert into revenue.refund (tenant_id, event_id, refund_id, amount_minor, tax_minor, shipping_minor, currency,
                          reason, recorded_by, fingerprint, state, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(tenant.value())
                .param(order.eventId())
                .param(order.refundId())
                .param(order.amountMinor())
                .param(order.taxMinor())
                .param(order.shippingMinor())
                .param(order.currency())
                .param(order.reason())
                .param(recordedBy)
                .param(fingerprint)
                .param(state.word())
                .param(Timestamp.from(now))
                .update();
    }

    byte[] refundFingerprint(TenantId tenant, RefundOrder order) {
        return jdbc.sql("select fingerprint from revenue.refund where tenant_id = ? and event_id = ? and refund_id = ?")
                .params(tenant.value(), order.eventId(), order.refundId())
                .query(byte[].class)
                .single();
    }

    Optional<Refund> findRefund(TenantId tenant, String eventId, String refundId) {
        return jdbc.sql(REFUND + " where tenant_id = ? and event_id = ? and refund_id = ?")
                .params(tenant.value(), eventId, refundId)
                .query(this::refund)
                .optional();
    }

    /** The refunds of a payment, oldest first. */
    List<Refund> refunds(TenantId tenant, String eventId) {
        return jdbc.sql(REFUND + " where tenant_id = ? and event_id = ? order by created_at, refund_id")
                .params(tenant.value(), eventId)
                .query(this::refund)
                .list();
    }

    /** Gives queued payments and refunds of a tenant that no run has to one, the oldest first; returns how many, at most so many. */
    int assign(TenantId tenant, String run, int most) {
        var payments = jdbc.sql("""
                        with first as materialized (
                          select tenant_id, event_id from revenue.payment
                          where tenant_id = ? and state = 'queued' and workflow_id is null
                          order by created_at, event_id limit ? for update skip locked)
                        update revenue.payment p set workflow_id = ? from first f
                        where p.tenant_id = f.tenant_id and p.event_id = f.event_id
                        """).params(tenant.value(), most, run).update();
        if (payments >= most) {
            return payments;
        }
        return payments
                + jdbc.sql("""
                        with first as materialized (
                          select tenant_id, event_id, refund_id from revenue.refund
                          where tenant_id = ? and state = 'queued' and workflow_id is null
                          order by created_at, refund_id limit ? for update skip locked)
                        update revenue.refund r set workflow_id = ? from first f
                        where r.tenant_id = f.tenant_id and r.event_id = f.event_id and r.refund_id = f.refund_id
                        """).params(tenant.value(), most - payments, run).update();
    }

    /** Whether payments that came between two instants are queued in runs whose ids begin like this. */
    boolean isQueuedIn(TenantId tenant, String prefix, Instant from, Instant to) {
        return jdbc.sql("""
                        select exists (select from revenue.payment where tenant_id = ? and state = 'queued'
                          and created_at > ? and created_at <= ? and starts_with(workflow_id, ?))
                        """)
                .params(tenant.value(), Timestamp.from(from), Timestamp.from(to), prefix)
                .query(Boolean.class)
                .single();
    }

    /** Whether payments are queued in runs whose ids are one of these, or between them. */
    boolean isQueuedBetween(TenantId tenant, String first, String last) {
        return jdbc.sql("""
                        select exists (select from revenue.payment where tenant_id = ? and state = 'queued'
                          and workflow_id between ? and ?)
                        """)
                .params(tenant.value(), first, last)
                .query(Boolean.class)
                .single();
    }

    /** Gives one event, what is queued of it, to a run of its own. */
    void assignEvent(TenantId tenant, String eventId, String run) {
        jdbc.sql("""
                        update revenue.payment set workflow_id = ?
                        where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is null
                        """).params(run, tenant.value(), eventId).update();
        jdbc.sql("""
                        update revenue.refund set workflow_id = ?
                        where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is null
                        """).params(run, tenant.value(), eventId).update();
    }

    /** The runs that have something of an event to post. */
    List<String> runsOf(TenantId tenant, String eventId) {
        return jdbc.sql("""
                        select workflow_id from revenue.payment
                        where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is not null
                        union
                        select workflow_id from revenue.refund
                        where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is not null
                        """)
                .params(tenant.value(), eventId, tenant.value(), eventId)
                .query((rs, row) -> rs.getString(1))
                .list();
    }

    /** Whether something of an event is queued and no run has it. */
    boolean isUnassigned(TenantId tenant, String eventId) {
        return jdbc.sql("""
                        select exists (select from revenue.payment
                            where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is null)
                          or exists (select from revenue.refund
                            where tenant_id = ? and event_id = ? and state = 'queued' and workflow_id is null)
                        """)
                .params(tenant.value(), eventId, tenant.value(), eventId)
                .query(Boolean.class)
                .single();
    }

    /** The queued payments of a run, in posting order. */
    List<Payment> ofRun(TenantId tenant, String run) {
        return jdbc.sql(
                        PAYMENT
                                + " where tenant_id = ? and workflow_id = ? and state = 'queued' order by created_at, event_id for update")
                .params(tenant.value(), run)
                .query(this::payment)
                .list();
    }

    /** The queued refunds of a run, in posting order: one currency after another, in which their locks are taken. */
    List<Refund> refundsOfRun(TenantId tenant, String run) {
        return jdbc.sql(REFUND + """
                         where tenant_id = ? and workflow_id = ? and state = 'queued'
                        order by (select p.currency from revenue.payment p
                            where p.tenant_id = refund.tenant_id and p.event_id = refund.event_id) collate "C",
                          created_at, refund_id
                        for update
                        """)
                .params(tenant.value(), run)
                .query(this::refund)
                .list();
    }

    /** What became of everything that names a run, but for what is still queued. */
    Distributions.Outcome done(TenantId tenant, String run) {
        var payments = jdbc.sql(PAYMENT + " where tenant_id = ? and workflow_id = ? order by created_at, event_id")
                .params(tenant.value(), run)
                .query(this::payment)
                .list();
        var refunds = jdbc.sql(REFUND + " where tenant_id = ? and workflow_id = ?")
                .params(tenant.value(), run)
                .query(this::refund)
                .list();
        var refused = payments.stream()
                        .filter(payment -> payment.state() == Payment.State.REFUSED)
                        .count()
                + refunds.stream()
                        .filter(refund -> refund.state() == Refund.State.REFUSED)
                        .count();
        return new Distributions.Outcome(
                payments.stream()
                        .filter(payment -> payment.state().isPosted())
                        .map(Payment::money)
                        .toList(),
                (int) refunds.stream()
                        .filter(refund -> refund.state() == Refund.State.POSTED)
                        .count(),
                (int) refused);
    }

    /** The payment as it is now, unless it is not queued any more. */
    Optional<Payment> queued(Payment listed) {
        return jdbc.sql(PAYMENT + " where tenant_id = ? and event_id = ? and state = 'queued' for update")
                .params(listed.tenant().value(), listed.eventId())
                .query(this::payment)
                .optional();
    }

    /** The refund as it is now, unless it is not queued any more, or in another run. */
    Optional<Refund> queued(Refund listed, String run) {
        return jdbc.sql(REFUND + """
                         where tenant_id = ? and event_id = ? and refund_id = ? and state = 'queued' and workflow_id = ?
                        for update
                        """)
                .params(listed.tenant().value(), listed.eventId(), listed.refundId(), run)
                .query(this::refund)
                .optional();
    }

    /** Refunds that wait for one of these payments join its run. */
    void wake(TenantId tenant, Collection<String> events, String run) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update revenue.refund set state = 'queued', workflow_id = ?
                        where tenant_id = ? and state = 'waiting' and event_id = any (?)
                        """)
                .param(run)
                .param(tenant.value())
                .param(events.toArray(String[]::new))
                .update();
    }

    /** Writes down how payments of a tenant were priced and posted, with one statement for all of them. */
    void posted(TenantId tenant, Collection<Payment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var done = payments.stream()
                .map(payment -> Done.of(
                        payment,
                        parts.write(Objects.requireNonNull(payment.pricing()).allocation())))
                .toList();
        var rows = jdbc.sql("""
                        update revenue.payment p set state = d.state, agreement_version = d.version, month = d.month,
                          volume_before_minor = d.volume, rate = d.rate, referral_step = d.step, allocation = d.allocation::jsonb,
                          available_at = d.available, ledger_transaction = d.transaction, posted_at = d.posted
                        from json_to_recordset(?::json) as d (event text, state text, version integer, month date, volume bigint,
                          rate text, step integer, allocation text, available timestamptz, transaction uuid, posted timestamptz)
                        where p.tenant_id = ? and p.event_id = d.event and p.state = 'queued'
                        """)
                .params(json.writeValueAsString(done), tenant.value())
                .update();
        requireQueued(rows, payments.size(), "A payment of the run");
    }

    /** A posted payment as its row keeps it. */
    private record Done(
            String event,
            String state,
            int version,
            String month,
            long volume,
            String rate,
            int step,
            String allocation,
            String available,
            UUID transaction,
            String posted) {
        static Done of(Payment payment, String allocation) {
            var pricing = Objects.requireNonNull(payment.pricing());
            return new Done(
                    payment.eventId(),
                    payment.state().word(),
                    pricing.agreementVersion(),
                    pricing.month().toString(),
                    pricing.volumeBefore(),
                    pricing.rate().toString(),
                    pricing.referralStep(),
                    allocation,
                    pricing.availableAt().toString(),
                    pricing.ledgerTransaction(),
                    pricing.postedAt().toString());
        }
    }

    void refundPosted(Refund refund, LocalDate month, Allocation takenBack, UUID ledgerTransaction, Instant now) {
        var rows = jdbc.sql("""
                        update revenue.refund set state = 'posted', month = ?, allocation = ?::jsonb, ledger_transaction = ?,
                          posted_at = ?
                        where tenant_id = ? and event_id = ? and refund_id = ? and state = 'queued'
                        """)
                .params(
                        Date.valueOf(month),
                        parts.write(takenBack),
                        ledgerTransaction,
                        Timestamp.from(now),
                        refund.tenant().value(),
                        refund.eventId(),
                        refund.refundId())
                .update();
        requireQueued(rows, 1, refund.refundId());
        jdbc.sql("update revenue.payment set refunded_minor = refunded_minor + ? where tenant_id = ? and event_id = ?")
                .params(refund.amountMinor(), refund.tenant().value(), refund.eventId())
                .update();
    }

    /** Whoever posts has looked, under the lock of the book, that it is queued: nothing is posted twice. */
    private static void requireQueued(int rows, int wanted, String what) {
        if (rows != wanted) {
            throw new IllegalStateException(what + " is not queued any more");
        }
    }

    /** Lets a refund wait for its payment, which some other run has. */
    void await(Refund refund) {
        jdbc.sql("""
                        update revenue.refund set state = 'waiting', workflow_id = null
                        where tenant_id = ? and event_id = ? and refund_id = ?
                        """)
                .params(refund.tenant().value(), refund.eventId(), refund.refundId())
                .update();
    }

    /** False when it is not queued any more. */
    boolean refused(Payment payment, String reason) {
        return jdbc.sql("""
                                update revenue.payment set state = 'refused', refusal = ?
                                where tenant_id = ? and event_id = ? and state = 'queued'
                                """)
                        .params(reason, payment.tenant().value(), payment.eventId())
                        .update()
                == 1;
    }

    /** False when it is not queued any more. */
    boolean refused(Refund refund, String reason) {
        return jdbc.sql("""
                                update revenue.refund set state = 'refused', refusal = ?
                                where tenant_id = ? and event_id = ? and refund_id = ? and state = 'queued'
                                """)
                        .params(reason, refund.tenant().value(), refund.eventId(), refund.refundId())
                        .update()
                == 1;
    }

    /** What waits for a payment that was refused will not come to anything. */
    void refuseWaiting(Payment payment, String reason) {
        jdbc.sql("""
                        update revenue.refund set state = 'refused', refusal = ?
                        where tenant_id = ? and event_id = ? and state = 'waiting'
                        """)
                .params(reason, payment.tenant().value(), payment.eventId())
                .update();
    }

    /** The tenants who have something that was posted and not yet said; across all of them. */
    List<TenantId> tenantsWithUnsaid() {
        return relay.sql("""
                        select tenant_id from revenue.payment where message_id is null and posted_at is not null
                        union
                        select tenant_id from revenue.refund where message_id is null and state = 'posted'
                        """)
                .query((rs, row) -> new TenantId(rs.getObject(1, UUID.class)))
                .list();
    }

    List<Payment> unsaid(TenantId tenant, int most) {
        return jdbc.sql(PAYMENT + """
                         where tenant_id = ? and message_id is null and posted_at is not null
                        order by created_at, event_id limit ?
                        """)
                .params(tenant.value(), most)
                .query(this::payment)
                .list();
    }

    List<Refund> unsaidRefunds(TenantId tenant, int most) {
        return jdbc.sql(REFUND + """
                         where tenant_id = ? and message_id is null and state = 'posted'
                        order by created_at, refund_id limit ?
                        """)
                .params(tenant.value(), most)
                .query(this::refund)
                .list();
    }

    /** Notes in which message these were said. */
    void said(TenantId tenant, List<Payment> payments, List<Refund> refunds, MessageId message) {
        if (!payments.isEmpty()) {
            jdbc.sql("update revenue.payment set message_id = ? where tenant_id = ? and event_id = any (?)")
                    .param(message.value())
                    .param(tenant.value())
                    .param(payments.stream().map(Payment::eventId).toArray(String[]::new))
                    .update();
        }
        if (!refunds.isEmpty()) {
            jdbc.sql("""
                            update revenue.refund set message_id = ? where tenant_id = ? and (event_id, refund_id) in (
                              select * from unnest(?::text[], ?::text[]))
                            """)
                    .param(message.value())
                    .param(tenant.value())
                    .param(refunds.stream().map(Refund::eventId).toArray(String[]::new))
                    .param(refunds.stream().map(Refund::refundId).toArray(String[]::new))
                    .update();
        }
    }

    /** What was queued before an instant and is still not posted, across all tenants: one event of each run, and one that no run has. */
    List<Payments.Due> stuck(Instant before, int most) {
        return relay.sql("""
                        select distinct on (tenant_id, workflow_id) tenant_id, event_id from (
                          select tenant_id, event_id, coalesce(workflow_id, '') as workflow_id, created_at
                          from revenue.payment where state = 'queued' and created_at < ?
                          union all
                          select tenant_id, event_id, coalesce(workflow_id, ''), created_at
                          from revenue.refund where state = 'queued' and created_at < ?
                        ) as queued
                        order by tenant_id, workflow_id, created_at limit ?
                        """)
                .params(Timestamp.from(before), Timestamp.from(before), most)
                .query((rs, row) ->
                        new Payments.Due(new TenantId(rs.getObject("tenant_id", UUID.class)), rs.getString("event_id")))
                .list();
    }

    private Payment payment(ResultSet rs, int row) throws SQLException {
        return new Payment(
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("event_id"),
                rs.getLong("amount_minor"),
                rs.getLong("tax_minor"),
                rs.getLong("shipping_minor"),
                Currency.getInstance(rs.getString("currency")),
                rs.getTimestamp("occurred_at").toInstant(),
                HeldBy.of(rs.getString("held_by")),
                text(rs, "reference"),
                json.readValue(rs.getString("contributions"), new TypeReference<List<Contribution>>() {}),
                message(rs, "source_message"),
                rs.getString("recorded_by"),
                Payment.State.of(rs.getString("state")),
                text(rs, "refusal"),
                text(rs, "workflow_id"),
                pricing(rs),
                rs.getLong("refunded_minor"),
                message(rs, "message_id"),
                Objects.requireNonNull(instant(rs, "created_at")));
    }

    private Refund refund(ResultSet rs, int row) throws SQLException {
        return new Refund(
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("event_id"),
                rs.getString("refund_id"),
                rs.getLong("amount_minor"),
                rs.getObject("tax_minor", Long.class),
                rs.getObject("shipping_minor", Long.class),
                currency(rs),
                rs.getString("reason"),
                rs.getString("recorded_by"),
                Refund.State.of(rs.getString("state")),
                text(rs, "refusal"),
                text(rs, "workflow_id"),
                date(rs, "month"),
                allocation(rs),
                rs.getObject("ledger_transaction", UUID.class),
                message(rs, "message_id"),
                Objects.requireNonNull(instant(rs, "created_at")),
                instant(rs, "posted_at"));
    }

    private Payment.@Nullable Pricing pricing(ResultSet rs) throws SQLException {
        var allocation = allocation(rs);
        return allocation == null
                ? null
                : new Payment.Pricing(
                        rs.getInt("agreement_version"),
                        Objects.requireNonNull(date(rs, "month")),
                        rs.getLong("volume_before_minor"),
                        Rate.parse(rs.getString("rate")),
                        rs.getInt("referral_step"),
                        allocation,
                        Objects.requireNonNull(instant(rs, "available_at")),
                        rs.getObject("ledger_transaction", UUID.class),
                        Objects.requireNonNull(instant(rs, "posted_at")));
    }

    private static @Nullable Currency currency(ResultSet rs) throws SQLException {
        var code = text(rs, "currency");
        return code == null ? null : Currency.getInstance(code);
    }

    private @Nullable Allocation allocation(ResultSet rs) throws SQLException {
        var stored = rs.getString("allocation");
        return stored == null ? null : parts.read(stored);
    }

    private static @Nullable MessageId message(ResultSet rs, String column) throws SQLException {
        var id = rs.getObject(column, UUID.class);
        return id == null ? null : new MessageId(id);
    }

    private static @Nullable String text(ResultSet rs, String column) throws SQLException {
        return rs.getString(column);
    }

    private static @Nullable LocalDate date(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, LocalDate.class);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
