package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of setup fees. */
@Component
class FeeRows {
    private static final String SELECT = """
            select tenant_id, fee_minor, currency, subsidy_percent, offered_minor, revision, message_id, subsidy_minor, allocation,
              ledger_transaction, received_by, received_at
            from revenue.setup_fee where tenant_id = ?
            """;

    private final JdbcClient jdbc;
    private final AllocationJson parts;

    FeeRows(JdbcClient jdbc, AllocationJson parts) {
        this.jdbc = jdbc;
        this.parts = parts;
    }

    Optional<Fee> find(TenantId tenant) {
        return jdbc.sql(SELECT).param(tenant.value()).query(this::read).optional();
    }

    /** The fee, with everybody else who wants it waiting until the transaction ends. */
    Optional<Fee> lock(TenantId tenant) {
        return jdbc.sql(SELECT + "for update")
                .param(tenant.value())
                .query(this::read)
                .optional();
    }

    void insert(Fee fee, Instant now) {
        jdbc.sql("""
                        insert into revenue.setup_fee (tenant_id, fee_minor, currency, subsidy_percent, offered_minor, created_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        fee.tenant().value(),
                        fee.amount().minor(),
                        fee.amount().currency().getCurrencyCode(),
                        fee.subsidyPercent(),
                        fee.offeredMinor(),
                        Timestamp.from(now))
                .update();
    }

    void update(Fee fee) {
        var received = fee.received();
        jdbc.sql("""
                        update revenue.setup_fee set fee_minor = ?, currency = ?, subsidy_percent = ?, offered_minor = ?, revision = ?,
                          message_id = ?, subsidy_minor = ?, allocation = ?::jsonb, ledger_transaction = ?, received_by = ?, received_at = ?
                        where tenant_id = ?
                        """)
                .param(fee.amount().minor())
                .param(fee.amount().currency().getCurrencyCode())
                .param(fee.subsidyPercent())
                .param(fee.offeredMinor())
                .param(fee.revision())
                .param(fee.card() == null ? null : fee.card().value())
                .param(received == null ? null : received.subsidyMinor())
                .param(received == null ? null : parts.write(received.allocation()))
                .param(received == null ? null : received.ledgerTransaction())
                .param(received == null ? null : received.by())
                .param(received == null ? null : Timestamp.from(received.at()))
                .param(fee.tenant().value())
                .update();
    }

    private Fee read(ResultSet rs, int row) throws SQLException {
        var card = rs.getObject("message_id", UUID.class);
        return new Fee(
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                new Money(rs.getLong("fee_minor"), Currency.getInstance(rs.getString("currency"))),
                rs.getInt("subsidy_percent"),
                rs.getLong("offered_minor"),
                rs.getInt("revision"),
                card == null ? null : new MessageId(card),
                received(rs));
    }

    private Fee.@Nullable Received received(ResultSet rs) throws SQLException {
        var at = rs.getTimestamp("received_at");
        return at == null
                ? null
                : new Fee.Received(
                        rs.getLong("subsidy_minor"),
                        parts.read(rs.getString("allocation")),
                        rs.getObject("ledger_transaction", UUID.class),
                        rs.getString("received_by"),
                        at.toInstant());
    }
}
