package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Balance;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.TypeStanding;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Party;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up what was posted: a tenant's month for its owner, and everybody's month for operators. */
@Component
public class RevenueReport {
    private static final int MONTHS = 12;
    private static final int ROWS_MAX = 50;
    private static final int EXCEPTIONS_MAX = 50;
    private static final int BUSINESSES_MAX = 200;
    private static final int PAGE_MAX = 1_000;

    /**
     * Every part of every fact that counts in some months, one row each; a refund has the words of its payment, a true-up belongs
     * to no event.
     */
    private static final String PARTS = """
            with fact as (
              select month, event_id, reference, source_channel, allocation, true as sale from revenue.payment
              where tenant_id = :tenant and month between :first and :last and currency = :currency
                and ledger_transaction is not null
              union all
              select r.month, r.event_id, p.reference, p.source_channel, r.allocation, false from revenue.refund r
              join revenue.payment p on p.tenant_id = r.tenant_id and p.event_id = r.event_id
              where r.tenant_id = :tenant and r.month between :first and :last and r.state = 'posted' and p.currency = :currency
              union all
              select month, '', null, null, change, false from revenue.true_up
              where tenant_id = :tenant and month between :first and :last and currency = :currency
            ), part as (
              select fact.month, event_id, reference, source_channel, sale, x ->> 'party' as party, x ->> 'who' as who,
                (x ->> 'minor')::bigint as minor, x ->> 'party' = 'TENANT' and x ->> 'who' in ('tax', 'shipping') as passing
              from fact cross join lateral jsonb_array_elements(fact.allocation) as x
            )
            """;

    private static final String SUMS =
            "coalesce(sum(minor) filter (where not passing), 0) as gross, coalesce(sum(minor) filter (where party <> 'TENANT'), 0) as part";

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final PaymentRows rows;
    private final Books books;
    private final Agreements agreements;
    private final Tenants tenants;
    private final Tellers tellers;
    private final Ledger ledger;
    private final BusinessTime time;

    RevenueReport(
            Tx tx,
            JdbcClient jdbc,
            @Qualifier("relay") JdbcClient relay,
            PaymentRows rows,
            Books books,
            Agreements agreements,
            Tenants tenants,
            Tellers tellers,
            Ledger ledger,
            BusinessTime time) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.relay = relay;
        this.rows = rows;
        this.books = books;
        this.agreements = agreements;
        this.tenants = tenants;
        this.tellers = tellers;
        this.ledger = ledger;
        this.time = time;
    }

    /** A tenant's month in a currency, for who may see the money; null for this month, and for the tenant's own currency. */
    public Month month(Actor actor, @Nullable YearMonth wanted, @Nullable Currency in) {
        tellers.requireReading(actor);
        var tenant = tenants.get(actor.tenant());
        var today = time.now().atZone(tenant.timeZone()).toLocalDate();
        var month = wanted == null ? YearMonth.from(today) : wanted;
        var currency = in == null ? tenant.currency() : in;
        return tx.read(Scope.of(tenant.id()), () -> {
            var day = month.atEndOfMonth().isBefore(today) ? month.atEndOfMonth() : today;
            var terms = agreements
                    .at(tenant, books.get(tenant.id()).agreementVersion(), day)
                    .termsIn(currency);
            var volume = books.volume(tenant.id(), month.atDay(1), currency.getCurrencyCode());
            var asked = new Asked(tenant.id(), month.atDay(1), month.atDay(1), currency);
            var held = ledger.balances(tenant.id());
            var split = split(asked);
            var share = split.values().stream().mapToLong(Long::longValue).sum() - split.getOrDefault(Party.TENANT, 0L);
            var gross = Math.addExact(share, split.getOrDefault(Party.TENANT, 0L));
            return new Month(
                    tenant,
                    month,
                    currency,
                    currencies(tenant),
                    sales(asked),
                    gross,
                    share,
                    gross == 0 ? null : bps(share, gross),
                    split,
                    terms.bpsAt(currency, volume),
                    volume,
                    terms.nextBand(currency, volume).orElse(null),
                    held.getOrDefault(PartyAccounts.tenant(tenant, currency), Balance.ZERO),
                    held.getOrDefault(PartyAccounts.referrer(tenant, currency), Balance.ZERO),
                    paid(asked),
                    history(new Asked(tenant.id(), month.minusMonths(MONTHS - 1).atDay(1), month.atDay(1), currency)),
                    by(asked, "coalesce(reference, '')"),
                    by(asked, "coalesce(source_channel, '')"),
                    earned(asked, Party.AI),
                    earned(asked, Party.REFERRER));
        });
    }

    /** Payments of a month, newest first or as asked; those that are not posted yet count when they were made. */
    public List<Payment> payments(Actor actor, Search search) {
        return page(actor, search, null, Math.clamp(search.limit(), 1, PAGE_MAX));
    }

    /** Hands on all payments that a search finds, page by page, whatever its limit. */
    public void eachPayment(Actor actor, Search search, Consumer<Payment> reader) {
        Payment last = null;
        List<Payment> page;
        do {
            page = page(actor, search, last, PAGE_MAX);
            page.forEach(reader);
            last = page.isEmpty() ? null : page.getLast();
        } while (page.size() == PAGE_MAX);
    }

    private List<Payment> page(Actor actor, Search search, @Nullable Payment after, int limit) {
        tellers.requireReading(actor);
        var tenant = tenants.get(actor.tenant());
        var first = search.month().atDay(1).atStartOfDay(tenant.timeZone()).toInstant();
        var end = search.month()
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(tenant.timeZone())
                .toInstant();
        return tx.read(Scope.of(tenant.id()), () -> rows.search(tenant.id(), search, first, end, after, limit));
    }

    /** Everybody's month and money, and what needs a look; for operators alone. Read from sums, however much was sold. */
    public Everybody everybody(Actor actor) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators see everybody's money.");
        }
        var month = YearMonth.from(time.now().atZone(java.time.ZoneOffset.UTC));
        var known = new HashMap<TenantId, Optional<Tenant>>();
        var sums = sums(actor, month);
        var standing = new ArrayList<Standing>();
        for (var sum : sums.subList(0, Math.min(sums.size(), BUSINESSES_MAX))) {
            known.computeIfAbsent(sum.tenant(), tenants::find).ifPresent(tenant -> standing.add(sum.of(tenant)));
        }
        var refused = new ArrayList<Exceptional>();
        for (var one : exceptions()) {
            known.computeIfAbsent(one.tenant(), tenants::find)
                    .ifPresent(tenant -> refused.add(new Exceptional(
                            tenant, one.eventId(), one.kind(), one.amountMinor(), one.words(), one.at())));
        }
        return new Everybody(month, standing, Math.max(0, sums.size() - BUSINESSES_MAX), ledger.byType(actor), refused);
    }

    private Map<Party, Long> split(Asked asked) {
        var split = new EnumMap<Party, Long>(Party.class);
        ask(asked, "select party, sum(minor) from part where not passing group by party")
                .query((rs, row) -> split.put(Party.valueOf(rs.getString(1)), rs.getLong(2)))
                .list();
        return split;
    }

    private long sales(Asked asked) {
        return jdbc.sql("""
                        select count(*) from revenue.payment
                        where tenant_id = ? and month = ? and currency = ? and ledger_transaction is not null
                        """)
                .params(
                        asked.tenant().value(),
                        Date.valueOf(asked.last()),
                        asked.currency().getCurrencyCode())
                .query(Long.class)
                .single();
    }

    private List<Currency> currencies(Tenant tenant) {
        var all = new ArrayList<Currency>();
        all.add(tenant.currency());
        jdbc
                .sql("select distinct currency from revenue.volume where tenant_id = ? order by currency")
                .param(tenant.id().value())
                .query(String.class)
                .list()
                .stream()
                .map(Currency::getInstance)
                .filter(currency -> !all.contains(currency))
                .forEach(all::add);
        return all;
    }

    private long paid(Asked asked) {
        return jdbc.sql("""
                        select coalesce(sum(amount_minor - refunded_minor), 0) from revenue.payment
                        where tenant_id = ? and month = ? and currency = ? and state = 'paid'
                        """)
                .params(
                        asked.tenant().value(),
                        Date.valueOf(asked.last()),
                        asked.currency().getCurrencyCode())
                .query(Long.class)
                .single();
    }

    /** Every month of the stretch, also those without a sale. */
    private List<Past> history(Asked asked) {
        var known = new HashMap<LocalDate, Past>();
        ask(asked, "select month, " + SUMS + " from part group by month")
                .query((rs, row) -> {
                    var month = rs.getObject("month", LocalDate.class);
                    return known.put(month, new Past(YearMonth.from(month), rs.getLong("gross"), rs.getLong("part")));
                })
                .list();
        return asked.first()
                .datesUntil(asked.last().plusDays(1), java.time.Period.ofMonths(1))
                .map(month -> known.getOrDefault(month, new Past(YearMonth.from(month), 0, 0)))
                .toList();
    }

    private Rows by(Asked asked, String column) {
        return rows(ask(
                asked,
                "select " + column + " as name, count(distinct event_id) filter (where sale) as sales, " + SUMS
                        + ", count(*) over () as names from part where event_id <> '' group by 1 order by gross desc, name limit "
                        + ROWS_MAX));
    }

    /** Who earned something as a party, beside what was sold with them. */
    private Rows earned(Asked asked, Party party) {
        return rows(ask(asked, """
                        , mine as (
                          select who, event_id, bool_or(sale) as sale, sum(minor) as minor from part
                          where party = '%s' group by who, event_id
                        ), whole as (
                          select event_id, sum(minor) filter (where not passing) as gross from part group by event_id
                        )
                        select who as name, count(*) filter (where sale) as sales, coalesce(sum(gross), 0) as gross, sum(minor) as part,
                          count(*) over () as names
                        from mine join whole using (event_id) group by who order by part desc, name limit %d
                        """.formatted(party, ROWS_MAX)));
    }

    private static Rows rows(JdbcClient.StatementSpec question) {
        var rows = new ArrayList<Row>();
        var names = new AtomicLong();
        question.query(rs -> {
            names.set(rs.getLong("names"));
            rows.add(new Row(rs.getString("name"), rs.getLong("sales"), rs.getLong("gross"), rs.getLong("part")));
        });
        return new Rows(rows, names.get() - rows.size());
    }

    private JdbcClient.StatementSpec ask(Asked asked, String question) {
        return jdbc.sql(PARTS + question)
                .param("tenant", asked.tenant().value())
                .param("first", Date.valueOf(asked.first()))
                .param("last", Date.valueOf(asked.last()))
                .param("currency", asked.currency().getCurrencyCode());
    }

    /** Every business with a book, a row for each currency in which it sold this month or holds something; best sellers first. */
    private List<Sum> sums(Actor actor, YearMonth month) {
        var sold = relay.sql("""
                        select b.tenant_id, v.currency, coalesce(v.net_gross_minor, 0) as gross,
                          (select count(*) from revenue.payment p
                           where p.tenant_id = b.tenant_id and p.month = :month and p.currency = v.currency) as sales
                        from revenue.book b left join revenue.volume v on v.tenant_id = b.tenant_id and v.month = :month
                        """)
                .param("month", Date.valueOf(month.atDay(1)))
                .query((rs, row) -> new Sum(
                        new TenantId(rs.getObject("tenant_id", UUID.class)),
                        rs.getString("currency"),
                        rs.getLong("sales"),
                        rs.getLong("gross"),
                        BigInteger.ZERO,
                        BigInteger.ZERO))
                .list();
        var all = new HashMap<Holding, Sum>();
        sold.forEach(sum -> all.put(new Holding(sum.tenant(), sum.currency()), sum));
        for (var held : ledger.byTenant(actor, PartyAccounts.TENANT)) {
            var code = held.currency().getCurrencyCode();
            all.remove(new Holding(held.tenant(), null));
            all.merge(
                    new Holding(held.tenant(), code),
                    new Sum(held.tenant(), code, 0, 0, held.balance(), held.pending()),
                    (one, other) -> one.holding(other.balance(), other.pending()));
        }
        return all.values().stream().sorted(Sum.ORDER).toList();
    }

    private List<Odd> exceptions() {
        return relay.sql("""
                        (select tenant_id, event_id, 'payment' as kind, amount_minor, refusal as words, created_at
                         from revenue.payment where state = 'refused' order by created_at desc limit :most)
                        union all
                        (select tenant_id, event_id, 'refund', amount_minor,
                           case state when 'waiting' then 'waits for its payment' else refusal end, created_at
                         from revenue.refund where state in ('waiting', 'refused') order by created_at desc limit :most)
                        order by created_at desc limit :most
                        """)
                .param("most", EXCEPTIONS_MAX)
                .query((rs, row) -> new Odd(
                        new TenantId(rs.getObject("tenant_id", UUID.class)),
                        rs.getString("event_id"),
                        rs.getString("kind"),
                        rs.getLong("amount_minor"),
                        rs.getString("words"),
                        rs.getTimestamp("created_at").toInstant()))
                .list();
    }

    /** What a part is of a whole, in basis points with two decimals, half up. */
    private static String bps(long part, long whole) {
        return BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(10_000))
                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private record Asked(TenantId tenant, LocalDate first, LocalDate last, Currency currency) {}

    private record Holding(TenantId tenant, @Nullable String currency) {}

    /** @param currency null for a business without money in any */
    private record Sum(
            TenantId tenant,
            @Nullable String currency,
            long sales,
            long gross,
            BigInteger balance,
            BigInteger pending) {
        private static final String LAST = "~";

        static final Comparator<Sum> ORDER = Comparator.comparing(
                        (Sum sum) -> Objects.requireNonNullElse(sum.currency(), LAST))
                .thenComparing(Sum::gross, Comparator.reverseOrder())
                .thenComparing(Sum::balance, Comparator.reverseOrder())
                .thenComparing(sum -> sum.tenant().value());

        Sum holding(BigInteger balance, BigInteger pending) {
            return new Sum(tenant, currency, sales, gross, balance, pending);
        }

        Standing of(Tenant found) {
            return new Standing(
                    found,
                    currency == null ? found.currency() : Currency.getInstance(currency),
                    sales,
                    gross,
                    balance,
                    pending);
        }
    }

    private record Odd(
            TenantId tenant,
            String eventId,
            String kind,
            long amountMinor,
            @Nullable String words,
            Instant at) {}

    /**
     * A tenant's month; amounts in minor units, net of the refunds that count in it.
     *
     * @param currencies those in which something was sold; the tenant's own first
     * @param effectiveBps the share as a part of the gross; null without a sale
     * @param split who got what of the gross
     * @param bpsNow what the next unit costs
     * @param volumeMinor where the month stands in the volume bands
     * @param next the next volume discount; null when there is none
     * @param balance what the tenant's account holds now, of all months
     * @param referrals what it has earned with the sales of those it recommended, of all months
     */
    public record Month(
            Tenant tenant,
            YearMonth month,
            Currency currency,
            List<Currency> currencies,
            long sales,
            long grossMinor,
            long shareMinor,
            @Nullable String effectiveBps,
            Map<Party, Long> split,
            int bpsNow,
            long volumeMinor,
            @Nullable Band next,
            Balance balance,
            Balance referrals,
            long paidMinor,
            List<Past> history,
            Rows byReference,
            Rows byChannel,
            Rows byAgent,
            Rows byReferrer) {
        public Month {
            currencies = List.copyOf(currencies);
            split = Map.copyOf(split);
            history = List.copyOf(history);
        }

        /** What a party got of the gross. */
        public long of(Party party) {
            return split.getOrDefault(party, 0L);
        }
    }

    /** A month beside others. */
    public record Past(YearMonth month, long grossMinor, long shareMinor) {}

    /**
     * What was sold under the names that sold most.
     *
     * @param more how many names there are beside them
     */
    public record Rows(List<Row> rows, long more) {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What was sold under one name.
     *
     * @param name empty for what has none
     * @param partMinor the share of it, or what the one so named earned
     */
    public record Row(String name, long sales, long grossMinor, long partMinor) {}

    /**
     * Which payments to list.
     *
     * @param text to be found in the reference or the event id; empty for all
     * @param state null for all
     */
    public record Search(
            YearMonth month, Currency currency, String text, Payment.@Nullable State state, Order order, int limit) {}

    /** In which order payments are listed. */
    public enum Order {
        NEWEST("occurred_at desc, event_id desc", "(occurred_at, event_id) < (:afterAt, :afterId)"),
        OLDEST("occurred_at, event_id", "(occurred_at, event_id) > (:afterAt, :afterId)"),
        LARGEST(
                "amount_minor desc, event_id",
                "(amount_minor < :afterAmount or (amount_minor = :afterAmount and event_id > :afterId))"),
        SMALLEST("amount_minor, event_id", "(amount_minor, event_id) > (:afterAmount, :afterId)");

        private final String sql;
        private final String after;

        Order(String sql, String after) {
            this.sql = sql;
            this.after = after;
        }

        String sql() {
            return sql;
        }

        /** What stands behind a payment. */
        String after() {
            return after;
        }
    }

    /**
     * What operators see of everybody's money.
     *
     * @param more how many rows of businesses are not among those
     * @param balances by type of account
     */
    public record Everybody(
            YearMonth month,
            List<Standing> tenants,
            int more,
            List<TypeStanding> balances,
            List<Exceptional> exceptions) {
        public Everybody {
            tenants = List.copyOf(tenants);
            balances = List.copyOf(balances);
            exceptions = List.copyOf(exceptions);
        }

        /** What waits for its hour, of everybody who has a part in a sale. */
        public List<Hold> holds() {
            var holds = new TreeMap<String, Hold>();
            for (var each : balances) {
                var next = each.next();
                if (next != null) {
                    holds.merge(
                            each.currency().getCurrencyCode(),
                            new Hold(each.currency(), each.maturing(), next),
                            Hold::plus);
                }
            }
            return List.copyOf(holds.values());
        }
    }

    /**
     * A tenant's month in a currency, and what its account holds.
     *
     * @param grossMinor net of refunds
     */
    public record Standing(
            Tenant tenant,
            Currency currency,
            long sales,
            long grossMinor,
            BigInteger balanceMinor,
            BigInteger pendingMinor) {}

    /** What is held back in a currency, and when the first of it is released. */
    public record Hold(Currency currency, BigInteger amountMinor, Instant next) {
        Hold plus(Hold other) {
            return new Hold(
                    currency, amountMinor.add(other.amountMinor), next.isBefore(other.next) ? next : other.next);
        }
    }

    /** A payment or refund that was not posted. */
    public record Exceptional(
            Tenant tenant,
            String eventId,
            String kind,
            long amountMinor,
            @Nullable String words,
            Instant at) {}
}
