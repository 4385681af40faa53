package co.kendev.spaces.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.RefreshTokens;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.AccountType;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.ledger.Rollup;
import co.kendev.spaces.ledger.Seals;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Presses;
import co.kendev.spaces.messages.TestWidget;
import co.kendev.spaces.onboarding.Construction;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.onboarding.Stage;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.MonthEnds;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Walks every table there is: a table that is added tomorrow is walked tomorrow. */
@DomainTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantWallTest {
    /** Tables that belong to no tenant, and why each may be read without one. */
    private static final Map<String, String> GLOBAL = Map.of(
            "identity.person", "a person belongs to several tenants; walled by person",
            "identity.login", "a login is a person's, in all their tenants; walled by person",
            "identity.refresh_token", "a person's; walled by person",
            "identity.membership", "a person sees where they belong; only the tenant writes it",
            "identity.signing_key", "the installation's one secret, needed before anybody is known",
            "revenue.donation", "the Justice Fund's, which is nobody's; the use case is for operators alone",
            "platform.demo_clock", "the installation's one time; everybody reads it, only the relay's word moves it",
            "ledger.flow", "the platform's own, whose sums by month are shown to everybody",
            "ledger.frontier", "how far the roll-up and the seals have come; three numbers");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Autowired
    Tx tx;

    @Autowired
    Onboardings onboardings;

    @Autowired
    Construction construction;

    @Autowired
    Spaces spaces;

    @Autowired
    Channels channels;

    @Autowired
    Messages messages;

    @Autowired
    Presses presses;

    @Autowired
    TestWidget widget;

    @Autowired
    JsonMapper json;

    @Autowired
    Inbox inbox;

    @Autowired
    Invitations invitations;

    @Autowired
    Access access;

    @Autowired
    Approvals approvals;

    @Autowired
    Agreements agreements;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    Outbox outbox;

    @Autowired
    Logins logins;

    @Autowired
    RefreshTokens refreshTokens;

    @Autowired
    Ledger ledger;

    @Autowired
    Rollup rollup;

    @Autowired
    Seals seals;

    @Autowired
    @Qualifier("relay")
    JdbcClient relay;

    private static final List<Stage> BUILT =
            List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS, Stage.ROLES, Stage.AGENTS, Stage.CONTENT, Stage.INVITE);

    int businesses;
    Fixtures.Business first;
    Fixtures.Business second;

    @BeforeAll
    void twoBusinessesWithOneOfEverything() {
        first = filled();
        second = filled();
    }

    /** Signed up and built by the use cases, then lived in: every table has a row of it. */
    private Fixtures.Business filled() {
        var slug = "walled-" + ++businesses;
        var requested = onboardings.request(new OnboardingRequest(
                "Walled " + businesses,
                slug,
                "hays-cactus-farm",
                "America/Phoenix",
                "USD",
                "Olive Owner",
                "olive@" + slug + ".test",
                Fixtures.PASSWORD,
                null,
                null));
        var process = requested.process();
        var tenant = process.tenant();
        BUILT.forEach(stage -> construction.build(tenant, process.id(), stage));
        construction.open(tenant, process.id());

        var owner = new Actor(requested.owner().id(), tenant, requested.owner().name(), false);
        var space = spaces.find(tenant, slug).orElseThrow().id();
        var welcome = channels.find(tenant, space, "welcome").orElseThrow();
        var message = messages.post(owner, welcome.id(), Draft.text("a", "one")).message();
        messages.edit(owner, message.id(), message.version(), "two");
        inbox.markRead(owner, welcome.id(), 1);
        invitations.create(owner, access.space(owner, space), null, Role.STAFF);
        var decision = widget.post(tenant, space, welcome.id(), 2);
        presses.press(owner, decision.id(), TestWidget.ID, 1, "approve", json.createObjectNode());
        channels.admit(tenant, welcome.id(), owner.person());
        approvals.decide(
                owner,
                approvals
                        .propose(Proposal.of(tenant, Proposer.SYSTEM, Spending.of("a wall", 100_00)))
                        .id(),
                Verdict.APPROVE,
                null,
                null);
        sales(owner, slug);
        logins.begin(owner.person(), "a browser");
        refreshTokens.begin(owner.person(), tenant);
        tx.write(owner.scope(), () -> outbox.add(tenant, "test", slug + "/test/1", Map.of("n", 1)));
        tx.write(owner.scope(), () -> ledger.post(sale(tenant)));
        rollup.roll();
        seals.seal();
        return new Fixtures.Business(tenant, slug, space, owner, welcome);
    }

    /** Terms that were agreed, a sale that was posted by them, and a refund that waits. */
    private void sales(Actor owner, String slug) {
        var operator = new Actor(owner.person(), owner.tenant(), "Opal Operator", true);
        var day = LocalDate.now(ZoneId.of("America/Phoenix"));
        var proposer = new Actor(new PersonId(Ids.next()), operator.tenant(), operator.name(), true);
        var agreement = agreements.propose(proposer, Terms.flat(500), day.minusDays(90));
        approvals.decide(owner, agreement.id(), Verdict.APPROVE, null, null);
        payments.record(
                owner,
                new PaymentOrder("evt", 10_000, "USD", Instant.now(), HeldBy.PLATFORM, slug, 0, 0, List.of(), null));
        distributions
                .dispatch(owner.tenant(), "evt")
                .forEach(run -> distributions.post(owner.tenant(), run.workflowId()));
        month(owner, day);
        payments.refund(owner, new RefundOrder("later", "r1", 100, null, "too early", null, null));
    }

    private static NewTransaction sale(TenantId tenant) {
        var usd = Currency.getInstance("USD");
        var at = Instant.parse("2026-03-01T12:00:00Z");
        var type = new AccountType("walled", true);
        return new NewTransaction(
                tenant,
                "sale",
                "sale",
                at,
                null,
                "",
                List.of(
                        new Line(new AccountKey(type, null, "platform", usd), -100, "share", at),
                        new Line(new AccountKey(type, tenant, "tenant", usd), 100, "share", at)));
    }

    /** A sale of the month before, which is closed. */
    private void month(Actor owner, LocalDate day) {
        var month = YearMonth.from(day).minusMonths(2);
        var at = month.atDay(3).atTime(12, 0).atZone(ZoneId.of("America/Phoenix"));
        payments.record(
                owner,
                new PaymentOrder("old", 19, "USD", at.toInstant(), HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        distributions
                .dispatch(owner.tenant(), "old")
                .forEach(run -> distributions.post(owner.tenant(), run.workflowId()));
        var process = months.begin(owner.tenant()).orElseThrow();
        monthEnds.close(owner.tenant(), process.id(), month);
    }

    @TestFactory
    Stream<DynamicTest> everyTableHasARowToHide() {
        return tenantTables()
                .map(table -> DynamicTest.dynamicTest(
                        table,
                        () -> assertThat(JdbcClient.create(owner)
                                        .sql("select count(*) from " + table + " where " + tenantColumn(table) + " = ?")
                                        .param(first.tenant().value())
                                        .query(Long.class)
                                        .single())
                                .isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> everyTableIsWalled() {
        return tables().stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var walled = JdbcClient.create(owner)
                            .sql("select relrowsecurity and relforcerowsecurity from pg_class where oid = ?::regclass")
                            .param(table)
                            .query(Boolean.class)
                            .single();
                    assertThat(walled).as("row security is on and forced").isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> noTenantReadsNothing() {
        return tenantTables()
                .map(table -> DynamicTest.dynamicTest(
                        table,
                        () -> assertThat(tx.<Long>read(Scope.NOBODY, () -> count(table)))
                                .isZero()));
    }

    @TestFactory
    Stream<DynamicTest> aTenantReadsItsOwnRowsAlone() {
        return tenantTables()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var column = tenantColumn(table);
                    var foreign = tx.<Long>read(
                            Scope.of(second.tenant()),
                            () -> jdbc.sql("select count(*) from " + table + " where " + column + " <> ?")
                                    .param(second.tenant().value())
                                    .query(Long.class)
                                    .single());
                    assertThat(foreign).isZero();
                }));
    }

    @TestFactory
    Stream<DynamicTest> nobodyChangesOrRemovesForeignRows() {
        return tenantTables()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var column = tenantColumn(table);
                    for (var scope : List.of(Scope.NOBODY, Scope.of(second.tenant()))) {
                        assertThat(changed(scope, "delete from " + table + " where " + column + " = ?"))
                                .isZero();
                        for (var updatable : updatableColumns(table)) {
                            assertThat(changed(
                                            scope,
                                            "update " + table + " set " + updatable + " = " + updatable + " where "
                                                    + column + " = ?"))
                                    .isZero();
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> nobodyInsertsForAnotherTenant() {
        return tenantTables()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var column = tenantColumn(table);
                    for (var scope : List.of(Scope.NOBODY, Scope.of(second.tenant()))) {
                        // the row of a foreign tenant, with nothing else that could be the reason of the refusal
                        assertThatThrownBy(() -> tx.write(scope, () -> {
                                    jdbc.sql("insert into " + table + " (" + column + ") values (?)")
                                            .param(first.tenant().value())
                                            .update();
                                }))
                                .isInstanceOf(DataAccessException.class)
                                .rootCause()
                                .hasMessageMatching("(?s).*(row-level security|permission denied).*");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aPersonSeesAndChangesTheirOwnRowsAlone() {
        var mine = first.owner().person();
        return Stream.of("identity.person", "identity.login", "identity.refresh_token", "identity.membership")
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var column = table.equals("identity.person") ? "id" : "person_id";
                    assertThat(tx.<Long>read(Scope.NOBODY, () -> count(table))).isZero();
                    assertThat(tx.<Long>read(Scope.of(mine), () -> count(table)))
                            .as("there is something to hide")
                            .isPositive();
                    for (var scope :
                            List.of(Scope.NOBODY, Scope.of(second.owner().person()))) {
                        assertThat(affected(scope, mine.value(), "delete from " + table + " where " + column + " = ?"))
                                .isZero();
                        for (var updatable : updatableColumns(table)) {
                            assertThat(affected(
                                            scope,
                                            mine.value(),
                                            "update " + table + " set " + updatable + " = " + updatable + " where "
                                                    + column + " = ?"))
                                    .isZero();
                        }
                        assertThatThrownBy(() -> tx.write(scope, () -> {
                                    jdbc.sql("insert into " + table + " (" + column + ") values (?)")
                                            .param(mine.value())
                                            .update();
                                }))
                                .rootCause()
                                .hasMessageMatching("(?s).*(row-level security|permission denied).*");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> theRelayReadsWhatItDeliversAndNothingElse() {
        var delivers = Set.of(
                "platform.outbox",
                "revenue.book",
                "revenue.month_close",
                "revenue.payment",
                "revenue.refund",
                "revenue.volume",
                "platform.process",
                "platform.process_step",
                "platform.process_event",
                "approvals.approval",
                "approvals.decision",
                "approvals.audit",
                "ledger.account",
                "ledger.transaction",
                "ledger.posting",
                "ledger.balance",
                "ledger.flow",
                "platform.demo_clock",
                "ledger.seal",
                "ledger.head",
                "ledger.frontier");
        return tables().stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    var sql = relay.sql("select count(*) from " + table);
                    if (delivers.contains(table)) {
                        assertThat(sql.query(Long.class).single()).isPositive();
                    } else {
                        assertThatThrownBy(() -> sql.query(Long.class).single())
                                .rootCause()
                                .hasMessageContaining("permission denied");
                    }
                }));
    }

    @Test
    void theApplicationPurgesNobody() {
        var purges = JdbcClient.create(owner)
                .sql("""
                        select p.oid::regprocedure::text, has_function_privilege('spaces_app', p.oid, 'execute')
                        from pg_proc p where p.prosecdef and p.provolatile = 'v' and p.oid::regproc::text <> 'ledger.post'
                        """)
                .query((rs, row) -> Map.entry(rs.getString(1), rs.getBoolean(2)))
                .list();
        assertThat(purges).hasSizeGreaterThanOrEqualTo(3).noneMatch(Map.Entry::getValue);
    }

    @Test
    void nobodyMakesThemselvesAMemberOfAnotherTenant() {
        assertThatThrownBy(() -> tx.write(Scope.of(first.owner().person()), () -> {
                    jdbc.sql("""
                                    insert into identity.membership (person_id, tenant_id, tenant_slug, role, created_at)
                                    values (?, ?, 'x', 'owner', now())
                                    """)
                            .params(
                                    first.owner().person().value(),
                                    second.tenant().value())
                            .update();
                }))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void aForgottenFilterDoesNotLeak() {
        var texts = tx.<List<String>>read(
                Scope.of(second.tenant()),
                () -> jdbc.sql("select tenant_id::text from messages.message")
                        .query((rs, row) -> rs.getString(1))
                        .list());
        assertThat(texts).isNotEmpty().containsOnly(second.tenant().toString());
    }

    @Test
    void theApplicationOwnsNothingAndCannotBypass() {
        var roles = new HashMap<String, Boolean>();
        JdbcClient.create(owner)
                .sql(
                        "select rolname, rolbypassrls or rolsuper as beyond from pg_roles where rolname in ('spaces_app', 'spaces_relay')")
                .query(rs -> {
                    roles.put(rs.getString(1), rs.getBoolean(2));
                });
        assertThat(roles).containsEntry("spaces_app", false).containsEntry("spaces_relay", false);
        var owned = JdbcClient.create(owner)
                .sql(
                        "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'spaces_%' and r.rolname <> 'spaces_owner'")
                .query(Long.class)
                .single();
        assertThat(owned).isZero();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private int changed(Scope scope, String sql) {
        return affected(scope, first.tenant().value(), sql);
    }

    /** Rows changed; a refused statement changed none. */
    private int affected(Scope scope, UUID id, String sql) {
        try {
            return tx.<Integer>write(scope, () -> jdbc.sql(sql).param(id).update());
        } catch (DataAccessException refused) {
            assertThat(refused).rootCause().hasMessageContaining("permission denied");
            return 0;
        }
    }

    private static String tenantColumn(String table) {
        return table.equals("platform.tenant") ? "id" : "tenant_id";
    }

    private Stream<String> tenantTables() {
        return tables().stream().filter(table -> !GLOBAL.containsKey(table));
    }

    private List<String> tables() {
        var tables = JdbcClient.create(owner)
                .sql("""
                        select schemaname || '.' || tablename from pg_tables
                        where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'flyway_schema_history'
                        order by 1
                        """)
                .query((rs, row) -> rs.getString(1))
                .list();
        assertThat(tables).hasSizeGreaterThan(15).containsAll(GLOBAL.keySet());
        return tables;
    }

    private List<String> updatableColumns(String table) {
        return JdbcClient.create(owner)
                .sql("""
                        select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped
                        and has_column_privilege('spaces_app', attrelid, attnum, 'update')
                        """)
                .param(table)
                .query((rs, row) -> rs.getString(1))
                .list();
    }
}
