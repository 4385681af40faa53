package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A month with a hundred thousand postings, copied from one sale. */
@DomainTest
// so many rows are in the way of what others count
@TestPropertySource(properties = "spaces.test=large-month")
class LargeMonthTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final int SALES = 25_000;

    @Autowired
    Shop shop;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    Statements statements;

    @Autowired
    Tenants tenants;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Test
    void itIsClosedToTheCent() {
        var farm = shop.at(Terms.flat(800));
        var month = YearMonth.from(shop.today(farm)).minusMonths(1);
        // 1.52 is rounded up to 2 each time
        shop.sell(farm, "seed", 19, "USD", shop.noon(farm, month.atDay(3)), HeldBy.PLATFORM);
        copy(farm.tenant());
        var process = months.begin(farm.tenant()).orElseThrow();
        assertThat(months.isSettled(farm.tenant(), process.id(), month)).isTrue();
        monthEnds.close(farm.tenant(), process.id(), month);

        var gross = 19L * (SALES + 1);
        var due = ExactMonth.due(0, gross, List.of(new ExactMonth.Step(0, 800)), 0);
        var statement = statements.get(farm.owner(), month, PartyAccounts.tenant(tenants.get(farm.tenant()), USD));
        assertThat(statement.closing()).isEqualTo(due.get(Party.TENANT));
        assertThat(statement.lines()).isEqualTo(SALES + 2);
        var seen = new long[2];
        statements.eachLine(farm.owner(), statement, line -> {
            seen[0]++;
            seen[1] += line.minor();
        });
        assertThat(seen).containsExactly(statement.lines(), statement.closing());
    }

    private void copy(TenantId tenant) {
        var sql = JdbcClient.create(owner);
        sql.sql("""
                        insert into ledger.transaction
                          (tenant_id, id, key, kind, effective_at, recorded_at, reverses, memo, fingerprint, xid)
                        select t.tenant_id, md5(t.id::text || i)::uuid, 'payment/copy-' || i, t.kind,
                          t.effective_at + i * interval '1 second', t.recorded_at, null, t.memo, t.fingerprint, t.xid
                        from ledger.transaction t cross join generate_series(1, ?) i
                        where t.tenant_id = ? and t.key = 'payment/seed'
                        """).params(SALES, tenant.value()).update();
        var postings = sql.sql("""
                        insert into ledger.posting
                          (tenant_id, transaction_id, line, account_id, account_tenant_id, minor, kind, available_at, xid)
                        select p.tenant_id, md5(t.id::text || i)::uuid, p.line, p.account_id, p.account_tenant_id, p.minor, p.kind,
                          p.available_at, p.xid
                        from ledger.transaction t join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
                        cross join generate_series(1, ?) i
                        where t.tenant_id = ? and t.key = 'payment/seed'
                        """).params(SALES, tenant.value()).update();
        sql.sql("""
                        insert into revenue.payment (tenant_id, event_id, amount_minor, tax_minor, shipping_minor, currency, occurred_at,
                          held_by, contributions, recorded_by, fingerprint, state, agreement_version, month, volume_before_minor, rate,
                          referral_step, allocation, available_at, ledger_transaction, message_id, created_at, posted_at)
                        select tenant_id, 'copy-' || i, amount_minor, tax_minor, shipping_minor, currency,
                          occurred_at + i * interval '1 second', held_by, contributions, recorded_by, fingerprint, state,
                          agreement_version, month, volume_before_minor, rate, referral_step, allocation, available_at,
                          md5(ledger_transaction::text || i)::uuid, message_id, created_at, posted_at
                        from revenue.payment cross join generate_series(1, ?) i where tenant_id = ? and event_id = 'seed'
                        """).params(SALES, tenant.value()).update();
        assertThat(postings).isGreaterThanOrEqualTo(100_000);
        sql.sql("analyze ledger.transaction, ledger.posting, revenue.payment").update();
    }
}
