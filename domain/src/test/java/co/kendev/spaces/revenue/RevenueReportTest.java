package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.ledger.Balance;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.RevenueReport.Order;
import co.kendev.spaces.revenue.RevenueReport.Search;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a month adds up to, and sales that are said in a channel. */
@DomainTest
class RevenueReportTest {
    private static final Currency USD = Currency.getInstance("USD");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    RevenueReport report;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    Messages messages;

    @Autowired
    BusinessTime time;

    @Test
    void aMonthAddsUpNetOfRefundsAndKnowsTheNextDiscount() {
        var farm = fixtures.aBusiness();
        sell(farm, "evt_1", 600_000, "barrels");
        sell(farm, "evt_2", 100_000, "barrels");
        sell(farm, "evt_3", 50_000, null);
        payments.refund(farm.owner(), new RefundOrder("evt_2", "r1", 50_000, null, "one died", null, null));
        run(farm, "evt_2");

        var month = report.month(farm.owner(), null, null);

        assertThat(month.sales()).isEqualTo(3);
        assertThat(month.grossMinor()).isEqualTo(700_000);
        assertThat(month.shareMinor()).isEqualTo(35_000);
        assertThat(month.effectiveBps()).isEqualTo("500.00");
        assertThat(month.of(Party.TENANT)).isEqualTo(665_000);
        assertThat(month.of(Party.PLATFORM)).isEqualTo(17_500);
        assertThat(month.bpsNow()).isEqualTo(500);
        assertThat(month.next()).isNotNull().satisfies(band -> {
            assertThat(band.bps()).isEqualTo(450);
            assertThat(band.fromMinor() - month.volumeMinor()).isEqualTo(300_000);
        });
        assertThat(month.balance().total()).isEqualTo(665_000);
        assertThat(month.history()).hasSize(12);
        assertThat(month.history().getLast()).isEqualTo(new RevenueReport.Past(month.month(), 700_000, 35_000));
        assertThat(month.byReference().rows())
                .containsExactly(
                        new RevenueReport.Row("barrels", 2, 650_000, 32_500),
                        new RevenueReport.Row("", 1, 50_000, 2_500));
        assertThat(month.byAgent().rows()).containsExactly(new RevenueReport.Row("", 3, 700_000, 5_250));
        assertThat(month.byReferrer().rows()).isEmpty();
        assertThat(month.referrals()).isEqualTo(Balance.ZERO);
    }

    @Test
    void aReferrerSeesWhatTheSalesOfOthersEarn() {
        var farm = fixtures.aBusiness();
        var friend = fixtures.aBusiness();
        var operator = new Actor(new PersonId(UUID.randomUUID()), farm.tenant(), "Opal", true);
        var terms = Terms.flat(800).withReferral(new Referral(friend.slug(), List.of(new Referral.Step(null, 3_000))));
        var today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        var proposal = agreements.propose(operator, terms, today.minusDays(2));
        approvals.decide(farm.owner(), proposal.id(), Verdict.APPROVE, null, null);
        sell(farm, "evt_1", 120_000, null);

        assertThat(report.month(friend.owner(), null, null).referrals()).isEqualTo(new Balance(2_880, 2_880, 0));
        assertThat(report.month(farm.owner(), null, null).referrals()).isEqualTo(Balance.ZERO);
    }

    @Test
    void paymentsAreFoundByWordsAndState() {
        var farm = fixtures.aBusiness();
        sell(farm, "evt_1", 1_000, "golden barrels");
        sell(farm, "evt_2", 3_000, "old man");
        payments.record(farm.owner(), order("evt_3", 2_000, "100% wool"));

        assertThat(found(farm, "BARREL", null, Order.NEWEST)).containsExactly("evt_1");
        assertThat(found(farm, "0%", null, Order.NEWEST)).containsExactly("evt_3");
        assertThat(found(farm, "", Payment.State.QUEUED, Order.NEWEST)).containsExactly("evt_3");
        assertThat(found(farm, "", null, Order.LARGEST)).containsExactly("evt_2", "evt_3", "evt_1");
    }

    @Test
    void reasonsAreToldInTheFiguresOfTheReader() {
        var farm = fixtures.aBusiness();
        sell(farm, "evt_1", 1_234_567, null);

        assertThat(lines(farm, Locale.US))
                .extracting(Distribution.Entry::because)
                .anySatisfy(because -> assertThat(because).contains("4.905 % of $12,345.67 are $605.56."));
        assertThat(lines(farm, Locale.GERMANY))
                .extracting(Distribution.Entry::because)
                .anySatisfy(because ->
                        assertThat(because).contains("4,905 % of 12.345,67").doesNotContain("12,345"));
    }

    private List<Distribution.Entry> lines(Fixtures.Business business, Locale locale) {
        return ((Distribution) distributions.get(business.owner(), "evt_1", locale)).lines();
    }

    @Test
    void moreNamesThanAreListedAreCounted() {
        var farm = fixtures.aBusiness();
        for (var i = 0; i < 52; i++) {
            sell(farm, "evt_" + i, 1_000 + i, "plant " + i);
        }

        var byReference = report.month(farm.owner(), null, null).byReference();

        assertThat(byReference.rows()).hasSize(50);
        assertThat(byReference.more()).isEqualTo(2);
    }

    @Test
    void everyPaymentIsHandedOnPageByPageInEachOrder() {
        var farm = fixtures.aBusiness();
        sell(farm, "evt_first", 1_000, null);
        tx.write(
                Scope.of(farm.tenant()),
                () -> jdbc.sql("""
                                insert into revenue.payment (tenant_id, event_id, amount_minor, tax_minor, shipping_minor, currency,
                                  occurred_at, held_by, contributions, recorded_by, fingerprint, state, created_at)
                                select tenant_id, 'evt_' || i, 1 + i % 7, 0, 0, currency, occurred_at + interval '1 ms' * (i % 11), held_by,
                                  contributions, recorded_by, fingerprint, 'paid', created_at
                                from revenue.payment cross join generate_series(1, 2500) i
                                where tenant_id = ? and event_id = 'evt_first'
                                """).param(farm.tenant().value()).update());
        var month = YearMonth.from(time.now().atZone(ZoneOffset.UTC));

        for (var order : Order.values()) {
            var events = new ArrayList<String>();
            report.eachPayment(
                    farm.owner(), new Search(month, USD, "", null, order, 1), payment -> events.add(payment.eventId()));
            assertThat(events).as(order.name()).hasSize(2_501).doesNotHaveDuplicates();
        }
    }

    @Test
    void onlyWhoMaySeeTheMoneySeesTheMonth() {
        var farm = fixtures.aBusiness();
        var sam = fixtures.aMember(farm.tenant(), farm.space(), Role.STAFF);

        assertThatThrownBy(() -> report.month(sam, null, null)).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> report.everybody(farm.owner())).isInstanceOf(DomainException.class);
    }

    @Test
    void operatorsSeeEverybodysMonthAndWhatIsOdd() {
        var farm = fixtures.aBusiness();
        var quiet = fixtures.aBusiness();
        sell(farm, "evt_1", 10_000, null);
        sell(farm, "evt_2", 5_000, null);
        payments.refund(farm.owner(), new RefundOrder("evt_2", "r1", 1_000, null, "one died", null, null));
        run(farm, "evt_2");
        payments.refund(farm.owner(), new RefundOrder("evt_9", "r1", 100, null, "came first", null, null));
        payments.refund(quiet.owner(), new RefundOrder("evt_9", "r1", 100, null, "came first", null, null));

        var everybody = report.everybody(new Actor(new PersonId(UUID.randomUUID()), Actor.NOWHERE, "Opal", true));

        assertThat(everybody.tenants())
                .filteredOn(standing -> standing.tenant().id().equals(farm.tenant()))
                .singleElement()
                .satisfies(standing -> {
                    assertThat(standing.sales()).isEqualTo(2);
                    assertThat(standing.grossMinor()).isEqualTo(14_000);
                    assertThat(standing.balanceMinor()).isEqualTo(13_300);
                    assertThat(standing.pendingMinor()).isEqualTo(13_300);
                });
        assertThat(everybody.tenants())
                .as("who has a book and sold nothing")
                .filteredOn(standing -> standing.tenant().id().equals(quiet.tenant()))
                .singleElement()
                .satisfies(standing -> assertThat(standing.balanceMinor()).isZero());
        assertThat(everybody.holds())
                .filteredOn(hold -> hold.currency().equals(USD))
                .singleElement()
                .satisfies(hold -> {
                    assertThat(hold.amountMinor().longValue()).isGreaterThanOrEqualTo(14_000);
                    assertThat(hold.next()).isAfter(time.now());
                });
        assertThat(everybody.exceptions())
                .anySatisfy(odd -> assertThat(odd.words()).isEqualTo("waits for its payment"));
    }

    @Test
    void aSaleIsSaidInAChannel() {
        var farm = fixtures.aBusiness();
        var sam = fixtures.aMember(farm.tenant(), farm.space(), Role.STAFF);

        var message = say(farm, sam, "/sale 1,120.50 golden barrels");

        var payment = distributions
                .of(farm.tenant(), message.id().toString())
                .orElseThrow()
                .payment();
        assertThat(payment.amountMinor()).isEqualTo(112_050);
        assertThat(payment.reference()).isEqualTo("golden barrels");
        assertThat(payment.said()).isEqualTo(message.id());
        assertThat(lastSaid(farm)).contains("$1,120.50").contains("golden barrels");
        run(farm, message.id().toString());
        assertThat(report.month(farm.owner(), null, null).byChannel().rows())
                .extracting(RevenueReport.Row::name)
                .containsExactly(farm.welcome().name());
    }

    @Test
    void aReferenceIsNoMarkdownInTheAnswer() {
        var farm = fixtures.aBusiness();

        say(farm, farm.owner(), "/sale 1.00 \\[Pay here\\](https://evil.example)");

        assertThat(lastSaid(farm)).contains("\\[Pay here\\]\\(");
    }

    @Test
    void aSaleThatCannotBeReadIsAnsweredWithWhatToType() {
        var farm = fixtures.aBusiness();

        var message = say(farm, farm.owner(), "/sale some barrels");

        assertThat(distributions.of(farm.tenant(), message.id().toString())).isEmpty();
        assertThat(lastSaid(farm)).contains("not recorded").contains("/sale 120.00 golden barrels");
    }

    @Test
    void noCurrencyIsTakenForAnotherInSilence() {
        var farm = fixtures.aBusiness();

        var foreign = say(farm, farm.owner(), "/sale 5 EUR soap");
        assertThat(distributions.of(farm.tenant(), foreign.id().toString())).isEmpty();
        assertThat(lastSaid(farm)).contains("recorded in USD here");

        var own = say(farm, farm.owner(), "/sale 5 USD soap");
        assertThat(distributions
                        .of(farm.tenant(), own.id().toString())
                        .orElseThrow()
                        .payment()
                        .reference())
                .isEqualTo("soap");
    }

    @Test
    void anAmountThatNobodyPaysIsRefusedWithoutMinorUnits() {
        var farm = fixtures.aBusiness();

        say(farm, farm.owner(), "/sale 0 soap");

        assertThat(lastSaid(farm)).contains("worth more than nothing").doesNotContain("minor");
    }

    @Test
    void customersRecordNoSales() {
        var farm = fixtures.aBusiness();
        var dana = fixtures.aMember(farm.tenant(), farm.space(), Role.CUSTOMER);

        var message = say(farm, dana, "/sale 5.00 a seedling");

        assertThat(distributions.of(farm.tenant(), message.id().toString())).isEmpty();
        assertThat(lastSaid(farm)).contains("you may not record sales");
    }

    private List<String> found(Fixtures.Business farm, String text, Payment.@Nullable State state, Order order) {
        var month = YearMonth.from(time.now().atZone(ZoneOffset.UTC));
        return report.payments(farm.owner(), new Search(month, USD, text, state, order, 10)).stream()
                .map(Payment::eventId)
                .toList();
    }

    private Message say(Fixtures.Business farm, Actor who, String text) {
        return messages.post(
                        who, farm.welcome().id(), Draft.text(UUID.randomUUID().toString(), text))
                .message();
    }

    private String lastSaid(Fixtures.Business farm) {
        return messages.page(farm.owner(), farm.welcome().id(), new Cursor.Newest(), 10).items().stream()
                .filter(message -> message.type() == co.kendev.spaces.messages.MessageType.SYSTEM)
                .reduce((one, other) -> other)
                .orElseThrow()
                .text();
    }

    private void sell(Fixtures.Business farm, String event, long amount, @Nullable String reference) {
        payments.record(farm.owner(), order(event, amount, reference));
        run(farm, event);
    }

    private PaymentOrder order(String event, long amount, @Nullable String reference) {
        return new PaymentOrder(event, amount, "USD", time.now(), HeldBy.PLATFORM, reference, 0, 0, List.of(), null);
    }

    private void run(Fixtures.Business farm, String event) {
        distributions
                .dispatch(farm.tenant(), event)
                .forEach(run -> distributions.post(farm.tenant(), run.workflowId()));
    }
}
