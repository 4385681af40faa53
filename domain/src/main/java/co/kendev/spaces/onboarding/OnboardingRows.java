package co.kendev.spaces.onboarding;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements of onboarding; each runs in the transaction that is open. */
@Component
class OnboardingRows {
    private final JdbcClient jdbc;

    OnboardingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Onboarding onboarding, Instant now) {
        jdbc.sql("""
                        insert into onboarding.onboarding (tenant_id, process_id, space_id, owner_id, template, template_version,
                          business_name, referrer_slug, request_key, fingerprint, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(onboarding.tenant().value())
                .param(onboarding.process().value())
                .param(onboarding.space().value())
                .param(onboarding.owner().value())
                .param(onboarding.template())
                .param(onboarding.templateVersion())
                .param(onboarding.businessName())
                .param(onboarding.referrer())
                .param(onboarding.requestKey())
                .param(onboarding.fingerprint())
                .param(Timestamp.from(now))
                .update();
    }

    Optional<Onboarding> find(TenantId tenant) {
        return jdbc.sql("""
                        select tenant_id, process_id, space_id, card_id, owner_id, template, template_version, business_name,
                          referrer_slug, request_key, fingerprint, opened_at
                        from onboarding.onboarding where tenant_id = ?
                        """).param(tenant.value()).query(OnboardingRows::read).optional();
    }

    Optional<TenantId> tenantOfRequest(String key) {
        return jdbc.sql("select onboarding.tenant_of_request(?)")
                .param(key)
                .query(UUID.class)
                .optional()
                .map(TenantId::new);
    }

    /** Remembers the key of a request that was made without one before; the first key stays. */
    void keep(TenantId tenant, String requestKey) {
        jdbc.sql("update onboarding.onboarding set request_key = ? where tenant_id = ? and request_key is null")
                .params(requestKey, tenant.value())
                .update();
    }

    void showOn(TenantId tenant, @Nullable MessageId card) {
        jdbc.sql("update onboarding.onboarding set card_id = ?::uuid where tenant_id = ?")
                .param(card == null ? null : card.value())
                .param(tenant.value())
                .update();
    }

    void opened(TenantId tenant, Instant at) {
        jdbc.sql("update onboarding.onboarding set opened_at = ? where tenant_id = ? and opened_at is null")
                .params(Timestamp.from(at), tenant.value())
                .update();
    }

    void addItem(TenantId tenant, String key, String label, String hint, int position) {
        jdbc.sql("""
                        insert into onboarding.checklist_item (tenant_id, key, label, hint, position)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """).params(tenant.value(), key, label, hint, position).update();
    }

    void removeItems(TenantId tenant) {
        jdbc.sql("delete from onboarding.checklist_item where tenant_id = ?")
                .param(tenant.value())
                .update();
    }

    List<ChecklistItem> items(TenantId tenant) {
        return jdbc.sql("""
                        select key, label, hint, done_at, done_by from onboarding.checklist_item
                        where tenant_id = ? order by position
                        """)
                .param(tenant.value())
                .query((rs, row) -> new ChecklistItem(
                        rs.getString("key"),
                        rs.getString("label"),
                        rs.getString("hint"),
                        instant(rs, "done_at"),
                        rs.getString("done_by")))
                .list();
    }

    /**
     * Ticks an open line; false when it is done already, or somebody else is ticking it right now: waiting for them could be
     * waiting for somebody who waits for us.
     */
    boolean tick(TenantId tenant, String key, Instant at, String by) {
        return jdbc.sql("""
                                update onboarding.checklist_item set done_at = ?, done_by = ?
                                where (tenant_id, key) in (
                                  select tenant_id, key from onboarding.checklist_item
                                  where tenant_id = ? and key = ? and done_at is null for update skip locked)
                                """).params(Timestamp.from(at), by, tenant.value(), key).update() == 1;
    }

    private static Onboarding read(ResultSet rs, int row) throws SQLException {
        var card = rs.getObject("card_id", UUID.class);
        return new Onboarding(
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                new ProcessId(rs.getObject("process_id", UUID.class)),
                new SpaceId(rs.getObject("space_id", UUID.class)),
                card == null ? null : new MessageId(card),
                new PersonId(rs.getObject("owner_id", UUID.class)),
                rs.getString("template"),
                rs.getInt("template_version"),
                rs.getString("business_name"),
                rs.getString("referrer_slug"),
                rs.getString("request_key"),
                rs.getBytes("fingerprint"),
                instant(rs, "opened_at"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
