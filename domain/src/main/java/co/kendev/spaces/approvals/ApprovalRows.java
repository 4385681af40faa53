package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.process.ProcessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The statements of approvals; those that cross tenants use the relay's credential, all others the open transaction. */
@Component
class ApprovalRows {
    private static final String SELECT = """
            select a.tenant_id, a.id, a.tenant_slug, a.kind, a.batch, a.body, a.title, a.effect, a.amount_minor, a.currency,
              a.evidence, a.proposer_kind, a.proposer_id, a.proposer_name, a.state, a.policy, a.rung, a.revision, a.space_id,
              a.channel_id, a.message_id, a.process_id, a.workflow_id, a.expires_at, a.created_at, a.updated_at
            from approvals.approval a
            """;

    /** Whoever proposed or decided it, may decide it, may see where it is shown, or sees all there is. */
    private static final String VISIBLE = """
            (:everything or a.roles && :roles::text[] or a.proposer_id = :person::uuid
              or a.channel_id = any(:channels::uuid[])
              or exists (select from approvals.decision d
                where d.tenant_id = a.tenant_id and d.approval_id = a.id and d.person_id = :person::uuid))
            """;

    private final JdbcClient jdbc;
    private final JdbcClient everywhere;
    private final JsonMapper json;

    ApprovalRows(JdbcClient jdbc, @Qualifier("relay") JdbcClient everywhere, JsonMapper json) {
        this.jdbc = jdbc;
        this.everywhere = everywhere;
        this.json = json;
    }

    void insert(Approval approval, @Nullable String key) {
        var about = approval.about();
        var amount = about.amount();
        var place = approval.place();
        var process = approval.process();
        jdbc.sql("""
                        insert into approvals.approval (tenant_id, id, tenant_slug, kind, business_key, batch, body, title, effect,
                          amount_minor, currency, evidence, proposer_kind, proposer_id, proposer_name, state, policy, roles,
                          space_id, channel_id, process_id, workflow_id, expires_at, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?::uuid, ?, ?, ?::jsonb, ?, ?::uuid, ?::uuid,
                          ?::uuid, ?, ?, ?, ?)
                        """)
                .param(approval.tenant().value())
                .param(approval.id().value())
                .param(approval.tenantSlug())
                .param(approval.kind())
                .param(key)
                .param(approval.batch())
                .param(json.writeValueAsString(approval.body()))
                .param(about.title())
                .param(about.effect())
                .param(amount == null ? null : amount.minor())
                .param(amount == null ? null : amount.currency().getCurrencyCode())
                .param(json.writeValueAsString(about.evidence()))
                .param(approval.proposer().kind().word())
                .param(approval.proposer().id())
                .param(approval.proposer().name())
                .param(approval.state().word())
                .param(json.writeValueAsString(approval.policy()))
                .param(approval.roles().toArray(String[]::new))
                .param(place == null ? null : place.space().value())
                .param(place == null ? null : place.channel().value())
                .param(process == null ? null : process.value())
                .param(approval.workflowId())
                .param(Timestamp.from(approval.expiresAt()))
                .param(Timestamp.from(approval.createdAt()))
                .param(Timestamp.from(approval.updatedAt()))
                .update();
    }

    /** Writes down what changed, with the row locked. */
    void update(Approval changed) {
        var about = changed.about();
        var amount = about.amount();
        jdbc.sql("""
                        update approvals.approval set body = ?::jsonb, title = ?, effect = ?, amount_minor = ?, currency = ?,
                          evidence = ?::jsonb, state = ?, policy = ?::jsonb, roles = ?, rung = ?, revision = ?, updated_at = ?
                        where tenant_id = ? and id = ?
                        """)
                .param(json.writeValueAsString(changed.body()))
                .param(about.title())
                .param(about.effect())
                .param(amount == null ? null : amount.minor())
                .param(amount == null ? null : amount.currency().getCurrencyCode())
                .param(json.writeValueAsString(about.evidence()))
                .param(changed.state().word())
                .param(json.writeValueAsString(changed.policy()))
                .param(changed.roles().toArray(String[]::new))
                .param(changed.rung())
                .param(changed.revision())
                .param(Timestamp.from(changed.updatedAt()))
                .param(changed.tenant().value())
                .param(changed.id().value())
                .update();
    }

    void showOn(TenantId tenant, ApprovalId id, MessageId message) {
        jdbc.sql("update approvals.approval set message_id = ? where tenant_id = ? and id = ?")
                .params(message.value(), tenant.value(), id.value())
                .update();
    }

    /** The approval under its lock, which the transaction holds until it ends: whoever comes next sees what was decided. */
    Optional<Approval> lock(TenantId tenant, ApprovalId id) {
        return jdbc.sql("select 1 from approvals.approval where tenant_id = ? and id = ? for update")
                .params(tenant.value(), id.value())
                .query(Integer.class)
                .optional()
                .flatMap(there -> find(tenant, id));
    }

    Optional<Approval> find(TenantId tenant, ApprovalId id) {
        return jdbc.sql(SELECT + "where a.tenant_id = ? and a.id = ?")
                .params(tenant.value(), id.value())
                .query((rs, row) -> read(rs, decisions(jdbc, List.of(id.value()))))
                .optional();
    }

    Optional<Approval> findByKey(TenantId tenant, String kind, String key) {
        return jdbc.sql("select id from approvals.approval where tenant_id = ? and kind = ? and business_key = ?")
                .params(tenant.value(), kind, key)
                .query(UUID.class)
                .optional()
                .flatMap(id -> find(tenant, new ApprovalId(id)));
    }

    Optional<Approval> findByProcess(TenantId tenant, ProcessId process) {
        return jdbc.sql("select id from approvals.approval where tenant_id = ? and process_id = ?")
                .params(tenant.value(), process.value())
                .query(UUID.class)
                .optional()
                .flatMap(id -> find(tenant, new ApprovalId(id)));
    }

    boolean isVisible(TenantId tenant, ApprovalId id, Rights rights) {
        return visible(jdbc, tenant, id, rights);
    }

    /** The approval of an id in whichever tenant, if who has these rights may see it. */
    Optional<Approval> findAnywhere(ApprovalId id, Rights rights) {
        return everywhere
                .sql(SELECT + "where a.id = ?")
                .param(id.value())
                .query((rs, row) -> read(rs, decisions(everywhere, List.of(id.value()))))
                .optional()
                .filter(found -> visible(everywhere, found.tenant(), id, rights));
    }

    private static boolean visible(JdbcClient jdbc, TenantId tenant, ApprovalId id, Rights rights) {
        return rights.given(jdbc.sql(
                        "select exists (select from approvals.approval a where a.tenant_id = :tenant and a.id = :id and "
                                + VISIBLE + ")"))
                .param("tenant", tenant.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    List<Approval> list(TenantId tenant, ApprovalFilter filter, Rights rights) {
        return page(jdbc, tenant, filter, rights);
    }

    List<Approval> listAnywhere(ApprovalFilter filter, Rights rights) {
        return page(everywhere, null, filter, rights);
    }

    /** How many open ones are like this, but for some. */
    int others(Approval like, List<ApprovalId> but) {
        return jdbc.sql("""
                        select count(*) from approvals.approval
                        where tenant_id = ? and kind = ? and batch = ? and state = 'open' and body = ?::jsonb and id <> all(?)
                        """)
                .param(like.tenant().value())
                .param(like.kind())
                .param(like.batch())
                .param(json.writeValueAsString(like.body()))
                .param(but.stream().map(ApprovalId::value).toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    /** The open ones of a kind, newest first. */
    List<Approval> open(TenantId tenant, String kind, int limit) {
        return all(
                jdbc,
                jdbc.sql("""
                                select id from approvals.approval
                                where tenant_id = ? and kind = ? and state = 'open' order by id desc limit ?
                                """)
                        .params(tenant.value(), kind, limit)
                        .query((rs, row) -> rs.getObject("id", UUID.class))
                        .list());
    }

    private List<Approval> page(JdbcClient jdbc, @Nullable TenantId tenant, ApprovalFilter filter, Rights rights) {
        var before = filter.before();
        var ids = rights.given(jdbc.sql("""
                        select a.id from approvals.approval a
                        where (:tenant::uuid is null or a.tenant_id = :tenant::uuid)
                          and (:slug::text is null or a.tenant_slug = :slug)
                          and (cardinality(:states::text[]) = 0 or a.state = any(:states::text[]))
                          and (:before::uuid is null or a.id < :before::uuid)
                          and\s""" + VISIBLE + "order by a.id desc limit :limit"))
                .param("tenant", tenant == null ? null : tenant.value())
                .param("slug", filter.tenantSlug())
                .param("states", filter.states().stream().map(State::word).toArray(String[]::new))
                .param("before", before == null ? null : before.value())
                .param("limit", filter.limit())
                .query((rs, row) -> rs.getObject("id", UUID.class))
                .list();
        return all(jdbc, ids);
    }

    private List<Approval> all(JdbcClient jdbc, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var decisions = decisions(jdbc, ids);
        return jdbc.sql(SELECT + "where a.id = any(:ids) order by a.id desc")
                .param("ids", ids.toArray(UUID[]::new))
                .query((rs, row) -> read(rs, decisions))
                .list();
    }

    void addDecision(Approval approval, Decision decision) {
        jdbc.sql("""
                        insert into approvals.decision
                          (tenant_id, approval_id, seq, person_id, policy, name, role, verdict, comment, edits, at)
                        values (?, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?::jsonb, ?)
                        """)
                .param(approval.tenant().value())
                .param(approval.id().value())
                .param(approval.decisions().size() + 1)
                .param(decision.person() == null ? null : decision.person().value())
                .param(decision.policy())
                .param(decision.name())
                .param(decision.role())
                .param(decision.verdict().word())
                .param(decision.comment())
                .param(decision.edits() == null ? null : json.writeValueAsString(decision.edits()))
                .param(Timestamp.from(decision.at()))
                .update();
    }

    void audit(
            Approval approval, Instant at, String event, @Nullable UUID person, String name, @Nullable Object detail) {
        jdbc.sql("""
                        insert into approvals.audit (tenant_id, approval_id, at, event, by_person, by_name, detail)
                        values (?, ?, ?, ?, ?::uuid, ?, ?::jsonb)
                        """)
                .param(approval.tenant().value())
                .param(approval.id().value())
                .param(Timestamp.from(at))
                .param(event)
                .param(person)
                .param(name)
                .param(detail == null ? null : json.writeValueAsString(detail))
                .update();
    }

    /** The story of an approval, oldest line first. */
    List<AuditLine> story(TenantId tenant, ApprovalId id) {
        return jdbc.sql("""
                        select at, event, by_name, detail from approvals.audit
                        where tenant_id = ? and approval_id = ? order by seq
                        """)
                .params(tenant.value(), id.value())
                .query((rs, row) -> new AuditLine(
                        rs.getTimestamp("at").toInstant(),
                        rs.getString("event"),
                        rs.getString("by_name"),
                        tree(rs.getString("detail"))))
                .list();
    }

    private Map<UUID, List<Decision>> decisions(JdbcClient jdbc, List<UUID> approvals) {
        var decisions = new LinkedHashMap<UUID, List<Decision>>();
        jdbc.sql("""
                        select approval_id, person_id, policy, name, role, verdict, comment, edits, at
                        from approvals.decision where approval_id = any(?) order by approval_id, seq
                        """).param(approvals.toArray(UUID[]::new)).query(rs -> {
            var person = rs.getObject("person_id", UUID.class);
            decisions
                    .computeIfAbsent(rs.getObject("approval_id", UUID.class), id -> new ArrayList<>())
                    .add(new Decision(
                            person == null ? null : new PersonId(person),
                            rs.getString("policy"),
                            rs.getString("name"),
                            rs.getString("role"),
                            Verdict.of(rs.getString("verdict")),
                            rs.getString("comment"),
                            tree(rs.getString("edits")),
                            rs.getTimestamp("at").toInstant()));
        });
        return decisions;
    }

    private Approval read(ResultSet rs, Map<UUID, List<Decision>> decisions) throws SQLException {
        var id = rs.getObject("id", UUID.class);
        var currency = rs.getString("currency");
        var space = rs.getObject("space_id", UUID.class);
        var channel = rs.getObject("channel_id", UUID.class);
        var message = rs.getObject("message_id", UUID.class);
        var process = rs.getObject("process_id", UUID.class);
        return new Approval(
                new ApprovalId(id),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("tenant_slug"),
                rs.getString("kind"),
                rs.getString("batch"),
                json.readTree(rs.getString("body")),
                new Description(
                        rs.getString("title"),
                        rs.getString("effect"),
                        currency == null ? null : new Money(rs.getLong("amount_minor"), Currency.getInstance(currency)),
                        json.readValue(rs.getString("evidence"), new TypeReference<List<Evidence>>() {})),
                new Proposer(
                        Proposer.Kind.valueOf(rs.getString("proposer_kind").toUpperCase(Locale.ROOT)),
                        rs.getObject("proposer_id", UUID.class),
                        rs.getString("proposer_name")),
                State.of(rs.getString("state")),
                json.readValue(rs.getString("policy"), Policy.class),
                rs.getInt("rung"),
                rs.getInt("revision"),
                space == null || channel == null ? null : new Place(new SpaceId(space), new ChannelId(channel)),
                message == null ? null : new MessageId(message),
                process == null ? null : new ProcessId(process),
                rs.getString("workflow_id"),
                rs.getTimestamp("expires_at").toInstant(),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant(),
                decisions.getOrDefault(id, List.of()));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
