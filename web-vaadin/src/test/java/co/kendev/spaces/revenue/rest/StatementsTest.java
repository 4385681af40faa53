package co.kendev.spaces.revenue.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.web.Visitor;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.MonthEnds;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The statements of a closed month, for programs, spreadsheets and printers. */
@WebTest
class StatementsTest {
    private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    People people;

    @Autowired
    BusinessTime time;

    private Fixtures.Business farm;
    private Fixtures.Business desert;
    private YearMonth month;

    @BeforeEach
    void aClosedMonth() {
        farm = fixtures.aBusiness();
        desert = fixtures.aBusiness();
        var today = time.now().atZone(PHOENIX).toLocalDate();
        month = YearMonth.from(today).minusMonths(1);
        var operator = new Actor(new PersonId(Ids.next()), farm.tenant(), "Opal Operator", true);
        var agreement = agreements.propose(
                operator,
                Terms.flat(800).withReferral(new Referral(desert.slug(), List.of(new Referral.Step(null, 3_000)))),
                today.minusDays(90));
        approvals.decide(farm.owner(), agreement.id(), Verdict.APPROVE, null, null);
        for (var i = 0; i < 3; i++) {
            payments.record(
                    farm.owner(),
                    new PaymentOrder(
                            "evt-" + i,
                            120_000,
                            "USD",
                            month.atDay(3 + i).atTime(12, 0).atZone(PHOENIX).toInstant(),
                            HeldBy.PLATFORM,
                            i == 0 ? "=cmd()" : "golden barrels, “large”",
                            0,
                            0,
                            List.of(),
                            null));
            distributions
                    .dispatch(farm.tenant(), "evt-" + i)
                    .forEach(run -> distributions.post(farm.tenant(), run.workflowId()));
        }
        var process = months.begin(farm.tenant()).orElseThrow();
        monthEnds.close(farm.tenant(), process.id(), month);
    }

    @Test
    void theOwnerReadsTheirOwnAccountLineByLine() {
        var owner = clients.as(farm.owner());

        var list = owner.get("/api/v1/statements?month=" + month);
        assertThat(list.status()).as(list.toString()).isEqualTo(200);
        assertThat(list.json().path("items").size()).isOne();
        var item = list.json().path("items").path(0);
        assertThat(item.path("party").stringValue()).isEqualTo("tenant");
        assertThat(item.path("openingMinor").longValue()).isZero();
        assertThat(item.path("closingMinor").longValue()).isEqualTo(3 * 110_400);

        var address = "/api/v1/statements/" + item.path("id").stringValue();
        var page = owner.get(address + "?limit=2");
        assertThat(page.json().at("/lines/items").size()).isEqualTo(2);
        assertThat(page.json().at("/lines/items/0/href").stringValue()).isEqualTo("/api/v1/distributions/evt-0");
        var rest = owner.get(
                address + "?limit=2&after=" + page.json().at("/lines/next").stringValue());
        assertThat(rest.json().at("/lines/items").size()).isOne();
        assertThat(rest.json().at("/lines/next").isNull()).isTrue();

        assertThat(owner.get("/api/v1/statements?month=october").wrong()).containsExactly("month");
        assertThat(owner.get(address + "?after=x").wrong()).containsExactly("after");
        assertThat(owner.get("/api/v1/statements/nothing").status()).isEqualTo(404);
    }

    @Test
    void asATableEveryLineHasItsBalanceAndNoTextBecomesAFormula() {
        var owner = clients.as(farm.owner());
        var address = owner.get("/api/v1/statements").json().at("/items/0/csv").stringValue();

        var csv = owner.get(address);

        assertThat(csv.status()).as(csv.toString()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("statement-" + month + "-tenant-" + farm.slug());
        var lines = csv.response().body().split("\r\n");
        assertThat(lines).hasSize(1 + 1 + 3 + 1);
        assertThat(lines[0]).isEqualTo("effective,recorded,what,kind,amount,balance,currency,available,event");
        assertThat(lines[2])
                .contains("Sale: =cmd()")
                .contains(",1104.00,1104.00,USD,")
                .endsWith(",evt-0");
        assertThat(lines[3]).contains("\"Sale: golden barrels, “large”\"").contains(",1104.00,2208.00,USD,");
        assertThat(lines[5]).contains("Closing").contains(",3312.00,USD,");
    }

    @Test
    void othersSeeTheirsAndOperatorsAll() {
        var referral = clients.as(desert.owner()).get("/api/v1/statements").json();
        assertThat(referral.at("/items/0/party").stringValue()).isEqualTo("referrer");
        assertThat(referral.at("/items/0/closingMinor").longValue()).isEqualTo(3 * 2_880);
        var lines = clients.as(desert.owner())
                .get("/api/v1/statements/" + referral.at("/items/0/id").stringValue());
        assertThat(lines.response().body()).doesNotContain("barrels").doesNotContain("evt-");
        assertThat(lines.json().at("/lines/items/0/because").stringValue())
                .isEqualTo("30 % of the share of $96.00 of a sale of $1,200.00.");

        var own = clients.as(farm.owner())
                .get("/api/v1/statements")
                .json()
                .at("/items/0/id")
                .stringValue();
        assertThat(clients.as(desert.owner()).get("/api/v1/statements/" + own).status())
                .isEqualTo(404);
        assertThat(clients.as(desert.owner())
                        .get("/api/v1/statements/" + own + ".csv")
                        .status())
                .isEqualTo(404);
        assertThat(clients.as(fixtures.aMember(farm.tenant(), farm.space(), Role.CUSTOMER))
                        .get("/api/v1/statements")
                        .status())
                .isEqualTo(403);

        var all = clients.operator()
                .get("/api/v1/statements?tenant=" + farm.slug())
                .json()
                .path("items");
        assertThat(all.valueStream().map(item -> item.path("party").stringValue()))
                .contains("tenant", "referrer", "platform", "human", "ai", "justice", "custody");
        var detail = clients.operator()
                .get("/api/v1/statements/" + all.at("/0/id").stringValue() + "?tenant=" + farm.slug());
        var why = clients.operator().get(detail.json().at("/lines/items/0/href").stringValue());
        assertThat(why.status()).as(why.toString()).isEqualTo(200);
        assertThat(all.valueStream()
                        .mapToLong(item -> item.path("closingMinor").longValue())
                        .sum())
                .isZero();
    }

    @Test
    void asAPageItCanBePrintedAndEveryLineAsksWhy() {
        var visitor = new Visitor(clients.port());
        var list = "/statements?tenant=" + farm.slug();
        assertThat(visitor.get(list).headers().firstValue("Location").orElse(""))
                .endsWith("/login?continue=%2Fstatements%3Ftenant%3D" + farm.slug());
        var email = people.get(farm.owner().person()).email();
        visitor.submit("/login", "/login", Map.of("login", email, "password", Fixtures.PASSWORD));

        var page = visitor.get(list);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("$3,312.00").contains(".csv?tenant=" + farm.slug());
        var id = clients.as(farm.owner())
                .get("/api/v1/statements")
                .json()
                .at("/items/0/id")
                .stringValue();
        var statement = visitor.get("/statements/" + id + "?tenant=" + farm.slug());

        assertThat(statement.statusCode()).as(statement.body()).isEqualTo(200);
        assertThat(statement.body())
                .contains("data-sp-brand=\"" + farm.slug() + "\"")
                .contains("/app/s/" + farm.slug() + "/revenue/evt-2")
                .contains("$1,104.00", "$2,208.00", "$3,312.00", "golden barrels")
                .doesNotContain("style=\"", "<style", "onclick");
        assertThat(statement.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(visitor.get("/statements/" + Ids.next() + "?tenant=" + farm.slug())
                        .statusCode())
                .isEqualTo(404);
    }
}
