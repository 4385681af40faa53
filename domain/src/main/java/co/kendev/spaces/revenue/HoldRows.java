package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of holds; but for the search across tenants, every call runs inside the transaction that is open. */
@Component
class HoldRows {
    private static final String SHARE = """
            coalesce((select sum((part ->> 'minor')::bigint) from jsonb_array_elements(p.allocation) part
              where part ->> 'party' <> 'TENANT'), 0)
            + coalesce((select sum((part ->> 'minor')::bigint)
              from revenue.refund r cross join lateral jsonb_array_elements(r.allocation) part
              where r.tenant_id = p.tenant_id and r.event_id = p.event_id and part ->> 'party' <> 'TENANT'), 0)
            """;

    private final JdbcClient jdbc;
    private final JdbcClient relay;

    HoldRows(JdbcClient jdbc, @Qualifier("relay") JdbcClient relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /** The tenants who have payments whose hold is over, whoever holds their money; across all of them. */
    List<Due> tenantsWithDue(Instant now) {
        return relay.sql("""
                        select b.tenant_id, due.held from revenue.book b cross join lateral (select
                          exists (select from revenue.payment p where p.tenant_id = b.tenant_id
                            and p.held_by = 'platform' and p.state = 'pending' and p.available_at <= :now) as held,
                          exists (select from revenue.payment p where p.tenant_id = b.tenant_id
                            and p.held_by = 'tenant' and p.state = 'pending' and p.available_at <= :now) as owed) due
                        where due.held or due.owed
                        """)
                .param("now", Timestamp.from(now))
                .query((rs, row) -> new Due(new TenantId(rs.getObject("tenant_id", UUID.class)), rs.getBoolean("held")))
                .list();
    }

    /** Makes what the platform holds available, oldest first, at most so many payments; says what that is for the tenant. */
    List<Released> release(TenantId tenant, Instant now, int most) {
        return jdbc.sql("""
                        with due as (
                          select event_id from revenue.payment
                          where tenant_id = :tenant and state = 'pending' and held_by = 'platform' and available_at <= :now
                          order by available_at, event_id limit :most for update
                        ), released as (
                          update revenue.payment p set state = 'available' from due
                          where p.tenant_id = :tenant and p.event_id = due.event_id
                          returning p.event_id, p.currency, p.allocation
                        ), share as (
                          select event_id, currency, allocation from released
                          union all
                          select r.event_id, released.currency, r.allocation
                          from released join revenue.refund r on r.tenant_id = :tenant and r.event_id = released.event_id
                          where r.state = 'posted'
                        )
                        select currency, count(distinct event_id) as payments,
                          coalesce(sum((part ->> 'minor')::bigint) filter (where part ->> 'party' = 'TENANT'), 0) as minor
                        from share left join lateral jsonb_array_elements(allocation) part on true
                        group by currency order by currency
                        """)
                .param("tenant", tenant.value())
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((rs, row) -> new Released(
                        Currency.getInstance(rs.getString("currency")), rs.getInt("payments"), rs.getLong("minor")))
                .list();
    }

    /** What a tenant owes, by currency, of the shares of all sales whose money it holds and that are not netted yet. */
    Map<Currency, Long> owed(TenantId tenant) {
        var owed = new LinkedHashMap<Currency, Long>();
        jdbc.sql("select p.currency, sum(" + SHARE + """
                        ) as share from revenue.payment p
                        where p.tenant_id = ? and p.state = 'pending' and p.held_by = 'tenant'
                        group by p.currency order by p.currency
                        """).param(tenant.value()).query(rs -> {
            owed.put(Currency.getInstance(rs.getString("currency")), rs.getLong("share"));
        });
        return owed;
    }

    /** The sales in a currency whose money the tenant holds and whose hold is over, oldest first. */
    List<Owed> due(TenantId tenant, Currency currency, Instant now, int most) {
        return jdbc.sql("select p.event_id, " + SHARE + """
                         as share from revenue.payment p
                        where p.tenant_id = ? and p.state = 'pending' and p.held_by = 'tenant' and p.available_at <= ?
                          and p.currency = ?
                        order by p.available_at, p.event_id limit ?
                        """)
                .params(tenant.value(), Timestamp.from(now), currency.getCurrencyCode(), most)
                .query((rs, row) -> new Owed(rs.getString("event_id"), rs.getLong("share")))
                .list();
    }

    void available(TenantId tenant, String eventId) {
        jdbc.sql("update revenue.payment set state = 'available' where tenant_id = ? and event_id = ?")
                .params(tenant.value(), eventId)
                .update();
    }

    /** @param minor what became available for the tenant, or was netted for the others */
    record Released(Currency currency, int payments, long minor) {}

    /** @param share what the tenant owes of a sale, net of refunds */
    record Owed(String eventId, long share) {}

    /** @param held whether the platform holds the money of some of its payments; of all others the tenant does */
    record Due(TenantId tenant, boolean held) {}
}
