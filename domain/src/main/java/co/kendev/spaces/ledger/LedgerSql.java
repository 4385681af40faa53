package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The statements of the ledger; those of a tenant run in the transaction that is open, those of operators by the relay. */
@Component
class LedgerSql {
    /** Of all accounts what is summed up, and the tail behind it. */
    private static final String PARTS = """
            with part as (
              select b.account_id, b.minor, b.available_at from ledger.balance b
              union all
              select p.account_id, p.minor, p.available_at
              from ledger.transaction t
              join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
              where t.xid >= (select f.xid from ledger.frontier f where f.name = 'rolled')
            )
            """;

    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final JsonMapper json;

    LedgerSql(JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, JsonMapper json) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.json = json;
    }

    /** What became of what was to be recorded. */
    enum Outcome {
        RECORDED,
        REPEATED,
        OTHER
    }

    /** @param met the accounts whose ids were not known */
    record Answer(UUID id, Outcome outcome, Map<AccountKey, Long> met) {}

    Answer post(NewTransaction wanted, UUID id, byte[] fingerprint, Instant now, Map<AccountKey, Long> known) {
        var unknown = new ArrayList<AccountKey>();
        var ids = ids(wanted, known, unknown);
        var lines = wanted.lines();
        return jdbc.sql("""
                        select recorded_id, outcome, met from ledger.post(
                          ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(wanted.book().value())
                .param(id)
                .param(wanted.key())
                .param(wanted.kind())
                .param(Timestamp.from(wanted.effectiveAt()))
                .param(Timestamp.from(now))
                .param(wanted.reverses())
                .param(wanted.memo())
                .param(fingerprint)
                .param(array(
                        "text", unknown.stream().map(account -> account.type().name())))
                .param(array("uuid", unknown.stream().map(LedgerSql::tenant)))
                .param(array("text", unknown.stream().map(AccountKey::owner)))
                .param(array(
                        "text",
                        unknown.stream().map(account -> account.currency().getCurrencyCode())))
                .param(array(
                        "bool", unknown.stream().map(account -> account.type().mayOverdraw())))
                .param(array("int8", lines.stream().map(line -> ids.get(line.account()))))
                .param(array(
                        "text",
                        lines.stream().map(line -> line.account().currency().getCurrencyCode())))
                .param(array("int8", lines.stream().map(Line::minor)))
                .param(array("text", lines.stream().map(Line::kind)))
                // as text, which names its zone
                .param(array(
                        "timestamptz",
                        lines.stream().map(line -> line.availableAt().toString())))
                .query((rs, row) -> answer(rs, unknown))
                .single();
    }

    /** Records several transactions of a book, one after another, with one statement. */
    List<Answer> postAll(
            TenantId book, List<NewTransaction> wanted, List<UUID> ids, Instant now, Map<AccountKey, Long> known) {
        var unknown = new HashMap<UUID, List<AccountKey>>();
        var calls = new ArrayList<Call>();
        for (var i = 0; i < wanted.size(); i++) {
            var met = new ArrayList<AccountKey>();
            calls.add(Call.of(wanted.get(i), ids.get(i), known, met));
            unknown.put(ids.get(i), met);
        }
        var answers = new HashMap<UUID, Answer>();
        jdbc.sql("""
                        select c.id, r.recorded_id, r.outcome, r.met
                        from json_to_recordset(?::json) as c (id uuid, key text, kind text, effective timestamptz, reverses uuid,
                          memo text, fingerprint text, types text[], tenants uuid[], owners text[], currencies text[],
                          overdraw boolean[], accounts bigint[], expected text[], minors bigint[], kinds text[],
                          available timestamptz[])
                        cross join lateral ledger.post(?, c.id, c.key, c.kind, c.effective, ?, c.reverses, c.memo,
                          decode(c.fingerprint, 'hex'), c.types, c.tenants, c.owners, c.currencies, c.overdraw, c.accounts,
                          c.expected, c.minors, c.kinds, c.available) r
                        """)
                .param(json.writeValueAsString(calls))
                .param(book.value())
                .param(Timestamp.from(now))
                .query(rs -> {
                    var id = rs.getObject("id", UUID.class);
                    answers.put(id, answer(rs, Objects.requireNonNull(unknown.get(id))));
                });
        return ids.stream().map(answers::get).map(Objects::requireNonNull).toList();
    }

    /** A call of the function, as JSON. */
    private record Call(
            UUID id,
            String key,
            String kind,
            String effective,
            @Nullable UUID reverses,
            String memo,
            String fingerprint,
            List<String> types,
            List<@Nullable UUID> tenants,
            List<String> owners,
            List<String> currencies,
            List<Boolean> overdraw,
            List<Long> accounts,
            List<String> expected,
            List<Long> minors,
            List<String> kinds,
            List<String> available) {

        /** @param unknown gets the accounts whose ids are not known, which the call names by their place in it */
        static Call of(NewTransaction wanted, UUID id, Map<AccountKey, Long> known, List<AccountKey> unknown) {
            var ids = ids(wanted, known, unknown);
            var lines = wanted.lines();
            var tenants = new ArrayList<@Nullable UUID>();
            unknown.forEach(account -> tenants.add(tenant(account)));
            return new Call(
                    id,
                    wanted.key(),
                    wanted.kind(),
                    wanted.effectiveAt().toString(),
                    wanted.reverses(),
                    wanted.memo(),
                    HexFormat.of().formatHex(Fingerprint.of(wanted)),
                    unknown.stream().map(account -> account.type().name()).toList(),
                    tenants,
                    unknown.stream().map(AccountKey::owner).toList(),
                    unknown.stream()
                            .map(account -> account.currency().getCurrencyCode())
                            .toList(),
                    unknown.stream()
                            .map(account -> account.type().mayOverdraw())
                            .toList(),
                    lines.stream()
                            .map(line -> Objects.requireNonNull(ids.get(line.account())))
                            .toList(),
                    lines.stream()
                            .map(line -> line.account().currency().getCurrencyCode())
                            .toList(),
                    lines.stream().map(Line::minor).toList(),
                    lines.stream().map(Line::kind).toList(),
                    lines.stream().map(line -> line.availableAt().toString()).toList());
        }
    }

    /** The ids of a transaction's accounts; those that are not known get their negative places among the unknown ones. */
    private static Map<AccountKey, Long> ids(
            NewTransaction wanted, Map<AccountKey, Long> known, List<AccountKey> unknown) {
        var ids = new HashMap<AccountKey, Long>();
        for (var line : wanted.lines()) {
            ids.computeIfAbsent(line.account(), account -> {
                var id = known.get(account);
                if (id == null) {
                    unknown.add(account);
                    return (long) -unknown.size();
                }
                return id;
            });
        }
        return ids;
    }

    private static Answer answer(ResultSet rs, List<AccountKey> unknown) throws SQLException {
        return new Answer(
                rs.getObject("recorded_id", UUID.class),
                Outcome.valueOf(rs.getString("outcome").toUpperCase(Locale.ROOT)),
                met(rs, unknown));
    }

    private static SqlArrayValue array(String type, java.util.stream.Stream<? extends @Nullable Object> values) {
        return new SqlArrayValue(type, values.toArray());
    }

    private static @Nullable UUID tenant(AccountKey account) {
        var tenant = account.tenant();
        return tenant == null ? null : tenant.value();
    }

    private static Map<AccountKey, Long> met(ResultSet rs, List<AccountKey> unknown) throws SQLException {
        var ids = rs.getArray("met");
        if (ids == null) {
            return Map.of();
        }
        var met = new HashMap<AccountKey, Long>();
        var numbers = (Long[]) ids.getArray();
        for (var i = 0; i < numbers.length; i++) {
            met.put(unknown.get(i), numbers[i]);
        }
        return met;
    }

    Balance balance(AccountKey account, Instant at) {
        var tenant = account.tenant();
        var sums = tenant == null
                ? jdbc.sql("select total, available from ledger.house_balance(?, ?, ?, ?)")
                        .params(
                                account.type().name(),
                                account.owner(),
                                account.currency().getCurrencyCode(),
                                Timestamp.from(at))
                : jdbc.sql("""
                                select b.total, b.available
                                from ledger.account a cross join lateral ledger.balance_of(a.id, ?) b
                                where a.owner = ? and a.type = ? and a.currency = ?
                                  and coalesce(a.tenant_id, '00000000-0000-0000-0000-000000000000') = ?
                                """)
                        .params(
                                Timestamp.from(at),
                                account.owner(),
                                account.type().name(),
                                account.currency().getCurrencyCode(),
                                tenant.value());
        return sums.query((rs, row) -> balance(rs)).optional().orElse(Balance.ZERO);
    }

    Map<AccountKey, Balance> balances(TenantId tenant, Instant at) {
        var balances = new HashMap<AccountKey, Balance>();
        jdbc.sql("""
                        select a.type, a.may_overdraw, a.tenant_id, a.owner, a.currency, b.total, b.available
                        from ledger.account a cross join lateral ledger.balance_of(a.id, ?) b
                        where a.tenant_id = ?
                        """).params(Timestamp.from(at), tenant.value()).query(rs -> {
            balances.put(account(rs), balance(rs));
        });
        return balances;
    }

    Map<Currency, Balance> houseBalances(AccountType type, String owner, Instant at) {
        var balances = new LinkedHashMap<Currency, Balance>();
        jdbc.sql("select currency, total, available from ledger.house_balances(?, ?, ?)")
                .params(type.name(), owner, Timestamp.from(at))
                .query(rs -> {
                    balances.put(Currency.getInstance(rs.getString("currency")), balance(rs));
                });
        return balances;
    }

    List<Flow> houseFlow(AccountType type, String owner, YearMonth since) {
        return jdbc.sql("""
                        select currency, month, kind, minor from ledger.house_flow(?, ?, ?) order by month, kind, currency
                        """)
                .params(type.name(), owner, Date.valueOf(since.atDay(1)))
                .query((rs, row) -> new Flow(
                        Currency.getInstance(rs.getString("currency")),
                        YearMonth.from(rs.getObject("month", LocalDate.class)),
                        rs.getString("kind"),
                        rs.getBigDecimal("minor").toBigIntegerExact()))
                .list();
    }

    Optional<Dated> find(TenantId book, String key) {
        return jdbc.sql("select id, effective_at from ledger.transaction where tenant_id = ? and key = ?")
                .params(book.value(), key)
                .query((rs, row) -> new Dated(
                        rs.getObject("id", UUID.class),
                        rs.getTimestamp("effective_at").toInstant()))
                .optional();
    }

    List<Line> lines(UUID transaction) {
        return jdbc.sql("""
                        select type, may_overdraw, tenant_id, owner, currency, minor, kind, available_at
                        from ledger.lines(?) order by line
                        """)
                .param(transaction)
                .query((rs, row) -> new Line(
                        account(rs),
                        rs.getLong("minor"),
                        rs.getString("kind"),
                        rs.getTimestamp("available_at").toInstant()))
                .list();
    }

    List<AccountStanding> accounts(AccountFilter filter, Instant at) {
        var tenant = filter.tenant();
        var currency = filter.currency();
        return relay.sql("""
                        select a.id, a.type, a.owner, ledger.slug_of(a.tenant_id) as slug, a.currency, b.total, b.available
                        from ledger.account a cross join lateral ledger.balance_of(a.id, :at) b
                        where a.id > :after and (:tenant::uuid is null or a.tenant_id = :tenant::uuid)
                          and (:type::text is null or a.type = :type) and (:currency::text is null or a.currency = :currency)
                        order by a.id limit :limit
                        """)
                .param("at", Timestamp.from(at))
                .param("after", filter.after() == null ? 0 : filter.after())
                .param("tenant", tenant == null ? null : tenant.value())
                .param("type", filter.type())
                .param("currency", currency == null ? null : currency.getCurrencyCode())
                .param("limit", filter.limit())
                .query((rs, row) -> new AccountStanding(
                        rs.getLong("id"),
                        rs.getString("type"),
                        rs.getString("owner"),
                        rs.getString("slug"),
                        Currency.getInstance(rs.getString("currency")),
                        total(rs).toBigIntegerExact(),
                        total(rs).subtract(available(rs)).toBigIntegerExact(),
                        available(rs).toBigIntegerExact()))
                .list();
    }

    List<TypeStanding> byType(Instant at) {
        return relay.sql(PARTS + """
                        select a.type, a.currency, sum(part.minor) as total,
                          coalesce(sum(part.minor) filter (where part.available_at <= :at), 0) as available,
                          coalesce(sum(part.minor) filter (where part.available_at > :at and part.available_at < :never), 0)
                            as maturing,
                          min(part.available_at) filter (where part.available_at > :at and part.available_at < :never) as next
                        from part join ledger.account a on a.id = part.account_id
                        group by a.type, a.currency order by a.type, a.currency
                        """)
                .param("at", Timestamp.from(at))
                .param("never", Timestamp.from(Ledger.NEVER))
                .query((rs, row) -> new TypeStanding(
                        rs.getString("type"),
                        Currency.getInstance(rs.getString("currency")),
                        total(rs).toBigIntegerExact(),
                        total(rs).subtract(available(rs)).toBigIntegerExact(),
                        rs.getBigDecimal("maturing").toBigIntegerExact(),
                        rs.getTimestamp("next") == null
                                ? null
                                : rs.getTimestamp("next").toInstant()))
                .list();
    }

    List<TenantStanding> byTenant(AccountType type, Instant at) {
        return relay.sql(PARTS + """
                        select a.tenant_id, a.currency, sum(part.minor) as total,
                          coalesce(sum(part.minor) filter (where part.available_at <= :at), 0) as available
                        from part join ledger.account a on a.id = part.account_id
                        where a.type = :type and a.tenant_id is not null
                        group by a.tenant_id, a.currency order by a.tenant_id, a.currency
                        """)
                .param("at", Timestamp.from(at))
                .param("type", type.name())
                .query((rs, row) -> new TenantStanding(
                        new TenantId(rs.getObject("tenant_id", UUID.class)),
                        Currency.getInstance(rs.getString("currency")),
                        total(rs).toBigIntegerExact(),
                        total(rs).subtract(available(rs)).toBigIntegerExact()))
                .list();
    }

    List<TrialBalance> trialBalance() {
        return relay.sql(PARTS + """
                        , standing as (
                          select a.currency, sum(part.minor) as total
                          from part join ledger.account a on a.id = part.account_id group by a.id
                        )
                        select currency, sum(greatest(-total, 0)) as debit, sum(greatest(total, 0)) as credit
                        from standing group by currency order by currency
                        """)
                .query((rs, row) -> new TrialBalance(
                        Currency.getInstance(rs.getString("currency")),
                        rs.getBigDecimal("debit").toBigIntegerExact(),
                        rs.getBigDecimal("credit").toBigIntegerExact()))
                .list();
    }

    /** The account of a row that names its type, tenant, owner and currency. */
    static AccountKey account(ResultSet rs) throws SQLException {
        var tenant = rs.getObject("tenant_id", UUID.class);
        return new AccountKey(
                new AccountType(rs.getString("type"), rs.getBoolean("may_overdraw")),
                tenant == null ? null : new TenantId(tenant),
                rs.getString("owner"),
                Currency.getInstance(rs.getString("currency")));
    }

    private static Balance balance(ResultSet rs) throws SQLException {
        var total = total(rs);
        var available = available(rs);
        return new Balance(
                total.longValueExact(), total.subtract(available).longValueExact(), available.longValueExact());
    }

    private static BigDecimal total(ResultSet rs) throws SQLException {
        return rs.getBigDecimal("total");
    }

    private static BigDecimal available(ResultSet rs) throws SQLException {
        return rs.getBigDecimal("available");
    }
}
