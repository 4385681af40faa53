package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Field;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import java.util.Currency;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** When terms begin, and who may be whose referrer. */
@DomainTest
class AgreementsTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Shop shop;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    RevenueReport report;

    @Autowired
    BusinessTime time;

    @Autowired
    Messages messages;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tx tx;

    @Autowired
    JsonMapper json;

    @Test
    void whoApprovesMayPutTheBeginningOffByAYearAtMost() {
        var farm = fixtures.aBusiness();
        var approval = proposed(farm, Terms.flat(800));

        for (var day : new String[] {"9999-12-31", "+999999999-12-31"}) {
            var edits = json.createObjectNode().put("effectiveFrom", day);
            assertThatThrownBy(() -> approvals.decide(farm.owner(), approval, Verdict.APPROVE, null, edits))
                    .as(day)
                    .isInstanceOfSatisfying(DomainException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
                        assertThat(refused.field()).isEqualTo("edits.effectiveFrom");
                    });
        }
        var day = shop.today(farm).plusMonths(6);
        approvals.decide(
                farm.owner(),
                approval,
                Verdict.APPROVE,
                null,
                json.createObjectNode().put("effectiveFrom", day.toString()));
        assertThat(agreements.of(farm.owner()).getLast().effectiveFrom()).isEqualTo(day);
    }

    @Test
    void whoDecidesSeesFromWhichDayOnTheyMayChoose() {
        var farm = fixtures.aBusiness();
        proposed(farm, Terms.flat(800));

        var proposal = agreements.proposed(farm.owner()).getFirst();
        var day = proposal.proposal().effectiveFrom().toString();

        assertThat(approvals.fields(proposal.approval())).singleElement().satisfies(field -> {
            assertThat(field.kind()).isEqualTo(Field.Kind.DATE);
            assertThat(field.min()).isEqualTo(day);
            assertThat(field.hint()).startsWith(day).contains("a year");
        });
        var card = messages.get(
                farm.owner(), Objects.requireNonNull(proposal.approval().message()));
        var drawn = Objects.requireNonNull(card.blocks()).get(0).path("fields").get(0);
        assertThat(drawn.path("kind").asString()).isEqualTo("date");
        assertThat(drawn.path("min").asString()).isEqualTo(day);
    }

    @Test
    void noAgreementStandsOnADecisionThatThereIsNot() {
        var farm = shop.at(Terms.flat(800));

        assertThatThrownBy(() -> tx.write(Scope.of(farm.tenant()), () -> {
                    jdbc.sql("""
                                    insert into revenue.agreement (tenant_id, version, effective_from, terms, approval_id, agreed_at)
                                    select tenant_id, 2, effective_from, terms, ?, agreed_at from revenue.agreement
                                    where tenant_id = ?
                                    """).params(Ids.next(), farm.tenant().value()).update();
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("agreement_tenant_id_approval_id_fkey");
        assertThat(agreements.of(farm.owner())).hasSize(2);

        tenants.remove(farm.tenant());
    }

    @Test
    void withoutAnAgreementTheUsualDiscountsCountInEveryCurrency() {
        var farm = fixtures.aBusiness();
        shop.sell(farm, "evt", 1_200_000, "EUR", time.now(), HeldBy.PLATFORM);

        // 5 % of 10,000.00 and 4.5 % of 2,000.00
        assertThat(Objects.requireNonNull(shop.payment(farm, "evt").pricing())
                        .allocation()
                        .share())
                .isEqualTo(50_000 + 9_000);
        assertThat(report.month(farm.owner(), null, Currency.getInstance("EUR")).bpsNow())
                .isEqualTo(450);
    }

    @Test
    void twoWhoNameEachOtherAtOnceCloseNoCircle() throws Exception {
        var one = fixtures.aBusiness();
        var two = fixtures.aBusiness();
        var first = proposed(one, referredBy(two));
        var second = proposed(two, referredBy(one));
        var adopted = new CountDownLatch(1);
        var commit = new CountDownLatch(1);

        try (var pool = Executors.newFixedThreadPool(2)) {
            var approving = pool.submit(() ->
                    tx.write(new Scope(one.tenant(), one.owner().person()), () -> {
                        approvals.decide(one.owner(), first, Verdict.APPROVE, null, null);
                        adopted.countDown();
                        await(commit);
                    }));
            await(adopted);
            var other = pool.submit(() -> approvals.decide(two.owner(), second, Verdict.APPROVE, null, null));
            assertThatThrownBy(() -> other.get(1, TimeUnit.SECONDS))
                    .as("it waits")
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            commit.countDown();
            approving.get();

            assertThatThrownBy(other::get).cause().hasMessageContaining("circle");
        }
        assertThat(agreements.of(one.owner())).hasSize(2);
        assertThat(agreements.of(two.owner())).hasSize(1);
    }

    @Test
    void aReferrerOfTodayCountsThoughALaterVersionHasNone() {
        var one = fixtures.aBusiness();
        var two = fixtures.aBusiness();
        var three = fixtures.aBusiness();
        shop.agree(one, referredBy(two), shop.today(one));
        shop.agree(one, Terms.flat(500), shop.today(one).plusMonths(3));
        shop.agree(two, referredBy(three), shop.today(two));

        assertThatThrownBy(() -> proposed(three, referredBy(one)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("referral.referrer"))
                .hasMessageContaining("circle");
    }

    @Test
    void aReferrerOfThePastDoesNot() {
        var one = fixtures.aBusiness();
        var two = fixtures.aBusiness();
        shop.agree(one, referredBy(two), shop.today(one).minusDays(20));
        shop.agree(one, Terms.flat(500), shop.today(one).minusDays(10));

        shop.agree(two, referredBy(one), shop.today(two));

        assertThat(agreements.of(two.owner())).hasSize(2);
    }

    private static Terms referredBy(Fixtures.Business business) {
        return Terms.flat(500).withReferral(Referral.usual(business.slug()));
    }

    private ApprovalId proposed(Fixtures.Business business, Terms terms) {
        var operator = new Actor(new PersonId(Ids.next()), business.tenant(), "Opal Operator", true);
        return agreements.propose(operator, terms, shop.today(business)).id();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
