package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Cut;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Presses;
import co.kendev.spaces.onboarding.ChecklistItem;
import co.kendev.spaces.onboarding.Checklists;
import co.kendev.spaces.onboarding.Construction;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.onboarding.Stage;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fee for building a space, who pays it, and the fund that helps. Each test has a currency and so a fund of its own. */
@DomainTest
class SetupFeesTest {
    private static final List<Stage> BUILT =
            List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS, Stage.ROLES, Stage.AGENTS, Stage.CONTENT, Stage.INVITE);

    @Autowired
    Fixtures fixtures;

    @Autowired
    Onboardings onboardings;

    @Autowired
    Construction construction;

    @Autowired
    Checklists checklists;

    @Autowired
    Agreements agreements;

    @Autowired
    Approvals approvals;

    @Autowired
    SetupFees fees;

    @Autowired
    JusticeFund fund;

    @Autowired
    Tx tx;

    @Autowired
    Statements statements;

    @Autowired
    Donations donations;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    Ledger ledger;

    @Autowired
    Messages messages;

    @Autowired
    Presses presses;

    @Autowired
    Tenants tenants;

    @Autowired
    People people;

    @Autowired
    Spaces spaces;

    @Autowired
    BusinessTime time;

    @Autowired
    JsonMapper json;

    @Test
    void aBusinessBeginsWithTheTermsOfItsTemplateAndThoseOfWhoBroughtIt() {
        var desert = fixtures.aBusiness();
        var owner = signUp("hays-cactus-farm", desert.slug());

        var agreed = agreements.of(owner).getLast();
        assertThat(agreed.version()).isOne();
        assertThat(agreed.terms())
                .isEqualTo(Terms.standard(Currency.getInstance("EUR"))
                        .withReferral(Referral.usual(desert.slug()))
                        .withSetupFee(new Money(149_900, Currency.getInstance("USD")), 0));
        assertThat(agreed.effectiveFrom())
                .isEqualTo(tenants.since(owner.tenant())
                        .atZone(tenants.get(owner.tenant()).timeZone())
                        .toLocalDate());
        var approval = approvals
                .find(owner.tenant(), new ApprovalId(Objects.requireNonNull(agreed.approval())))
                .orElseThrow();
        assertThat(approval.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.person()).isNull();
            assertThat(decision.policy()).isEqualTo("terms of the template v1");
        });
        assertThat(agreements.of(signUp("ernesto-behrens", null)).getLast().terms())
                .satisfies(terms -> {
                    assertThat(terms.shareBps()).isEqualTo(300);
                    assertThat(terms.subsidyPercent()).isEqualTo(60);
                    assertThat(terms.referral()).isNull();
                });
    }

    @Test
    void aReferrerWhoIsGoneMeanwhileDoesNotHoldUpTheSpace() {
        var desert = fixtures.aBusiness();
        var owner = signUp("kendev", desert.slug(), () -> tenants.remove(desert.tenant()));

        assertThat(agreements.of(owner).getLast().terms().referral()).isNull();
        assertThat(agreements.of(owner).getLast().terms().shareBps()).isEqualTo(400);
    }

    @Test
    void nobodySignsUpWithACodeOfTheirOwn() {
        var mine = fixtures.aBusiness();
        var email = people.get(mine.owner().person()).email();

        assertThatThrownBy(() -> onboardings.request(request("kendev", mine.slug(), email)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("referralCode"));
    }

    @Test
    void thePressOfTheOwnerDividesTheWholeFeeOnceAndTicksTheLine() {
        var owner = signUp("hays-cactus-farm", fixtures.aBusiness().slug());
        var card = card(owner);
        assertThat(block(card).path("state").stringValue()).isEqualTo("open");
        assertThat(block(card).propertyNames())
                .as("no amount, no name: everybody who is here sees it")
                .containsExactlyInAnyOrder("type", "version", "id", "revision", "tenant", "business", "state", "at");
        assertThat(fees.of(owner).orElseThrow().payableMinor()).isEqualTo(149_900);
        assertThat(line(owner).isOpen()).isTrue();

        var pressed = press(owner, card);

        var block = block(pressed);
        assertThat(block.path("state").stringValue()).isEqualTo("received");
        assertThat(line(owner).doneBy()).isEqualTo(owner.name());
        var received = Objects.requireNonNull(fees.of(owner).orElseThrow().received());
        assertThat(received.by()).isEqualTo(owner.name());
        assertThat(ledger.lines(owner.tenant(), received.ledgerTransaction()))
                .extracting(line -> line.account().type().name() + " " + line.minor())
                .containsExactlyInAnyOrder(
                        "clearing -149900", "platform 74950", "partner 44970", "agent 22485", "justice 7495");

        assertThatThrownBy(() -> presses.press(owner, card.id(), "setup-fee", 2, "receive", json.createObjectNode()))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(fees.receive(operator(owner), null).created()).isFalse();
        assertThat(fees.of(owner).orElseThrow().received()).isEqualTo(received);
    }

    @Test
    void everyPartOfItSaysWhyInTheStatements() {
        var business = fixtures.aBusiness();
        var currency = Currency.getInstance("CHF");
        var fee = Money.ofMajor(1_000, currency);
        agreed(business, "CHF", 1_000, 0);
        fees.receive(business.owner(), null);

        assertThat(because(business, PartyAccounts.platform(currency)))
                .containsExactly("50 % of the setup fee of " + fee.text() + ".");
        assertThat(because(business, PartyAccounts.justice(currency)))
                .containsExactly("5 % of the setup fee of " + fee.text() + ".");
    }

    /** Of an account's lines in the book of the business, whatever their month. */
    private List<String> because(Fixtures.Business business, AccountKey account) {
        var tenant = tenants.get(business.tenant());
        var until = time.now().plus(Duration.ofDays(1));
        var statement = new Statement(
                Ids.next(),
                tenant.id(),
                tenant.slug(),
                tenant.name(),
                YearMonth.from(time.now().atZone(tenant.timeZone())),
                account,
                0,
                0,
                1,
                Cut.NOTHING,
                new Cut(Long.MAX_VALUE, until),
                until);
        var because = new ArrayList<String>();
        statements.eachLine(operator(business.owner()), statement, line -> because.add(line.because()));
        return because;
    }

    @Test
    void onlyTheOwnerAndOperatorsRecordIt() {
        var business = fixtures.aBusiness();
        agreed(business, "USD", 1_000, 0);
        for (var role : List.of(Role.ADMIN, Role.STAFF, Role.CUSTOMER, Role.INTEGRATOR)) {
            var member = fixtures.aMember(business.tenant(), business.space(), role);
            assertThatThrownBy(() -> fees.receive(member, null))
                    .as(role.word())
                    .isInstanceOfSatisfying(
                            DomainException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
        assertThat(fees.receive(operator(business.owner()), null).created()).isTrue();
        assertThatThrownBy(() -> fees.receive(fixtures.aBusiness().owner(), null))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void otherTermsChangeAFeeUntilItIsPaid() {
        var business = fixtures.aBusiness();
        agreed(business, "USD", 1_000, 0);
        agreed(business, "USD", 2_000, 10);
        var card = card(business.owner());
        assertThat(block(card).path("revision").intValue()).isEqualTo(2);

        fees.receive(business.owner(), null);
        agreed(business, "USD", 3_000, 0);

        assertThat(fees.of(business.owner()).orElseThrow().amount().minor()).isEqualTo(200_000);
    }

    @Test
    void theFundGivesItsPartAndNeverMoreThanItHas() throws Exception {
        var nzd = Currency.getInstance("NZD");
        give("first", 50_000, "NZD");
        var one = fixtures.aBusiness();
        var two = fixtures.aBusiness();
        agreed(one, "NZD", 1_000, 60);
        agreed(two, "NZD", 1_000, 60);

        var late = new CopyOnWriteArrayList<Fixtures.Business>();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var presses = new ArrayList<Callable<Boolean>>();
            for (var business : List.of(one, two)) {
                presses.add(() -> tried(business, late));
            }
            for (var press : pool.invokeAll(presses)) {
                press.get();
            }
        }
        assertThat(late).as("to both the fund had offered all it has").hasSize(1);
        assertThat(fees.receive(late.getFirst().owner(), null).created()).isTrue();

        // of the first fee the fund got 50.00 back, which it gave to the second
        assertThat(List.of(subsidy(one), subsidy(two))).containsExactlyInAnyOrder(50_000L, 5_000L);
        assertThat(ledger.balance(PartyAccounts.justice(nzd)).total()).isEqualTo(5_000);
        for (var business : List.of(one, two)) {
            assertThat(ledger.balance(PartyAccounts.setupFee(tenants.get(business.tenant()), nzd))
                            .total())
                    .isZero();
            var fee = fees.of(business.owner()).orElseThrow();
            assertThat(ledger.lines(
                            business.tenant(),
                            Objects.requireNonNull(fee.received()).ledgerTransaction()))
                    .filteredOn(line -> line.account().type().equals(PartyAccounts.CLEARING))
                    .extracting(Line::minor)
                    .containsExactly(-fee.payableMinor());
        }
    }

    @Test
    void nobodyRecordsAnAmountThatIsNotToBePaidAnyMore() {
        var business = fixtures.aBusiness();
        agreed(business, "CZK", 1_000, 60);
        var owner = business.owner();
        var first = card(owner);
        var shown = fees.of(owner).orElseThrow().payableMinor();
        give("helps", 1_000, "CZK");

        assertThatThrownBy(() -> press(owner, first)).isInstanceOfSatisfying(DomainException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(refused.detail()).contains(new Money(shown - 1_000, Currency.getInstance("CZK")).text());
        });

        assertThat(fees.of(owner).orElseThrow().received()).isNull();
        var block = block(card(owner));
        assertThat(block.path("revision").intValue()).isEqualTo(2);
        assertThat(fees.of(owner).orElseThrow().payableMinor()).isEqualTo(shown - 1_000);
        assertThatThrownBy(() -> fees.receive(owner, shown))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        var now = block(card(owner));
        presses.press(
                owner,
                first.id(),
                "setup-fee",
                now.path("revision").intValue(),
                "receive",
                json.createObjectNode().put("payableMinor", shown - 1_000));
        assertThat(fees.of(owner).orElseThrow().payableMinor()).isEqualTo(shown - 1_000);
    }

    @Test
    void whatIsPendingInTheFundCanBeGiven() {
        var business = fixtures.aBusiness();
        agree(
                business,
                new Terms(1_000, List.of(), null, 30, List.of(), Money.ofMajor(500, Currency.getInstance("DKK")), 100));
        payments.record(
                business.owner(),
                new PaymentOrder("evt", 1_000_000, "DKK", time.now(), HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        run(business, "evt");

        var offered = fees.of(business.owner()).orElseThrow();

        assertThat(offered.subsidyMinor()).isEqualTo(5_000);
        assertThat(fees.receive(business.owner(), offered.payableMinor()).created())
                .isTrue();
        assertThat(ledger.balance(PartyAccounts.justice(Currency.getInstance("DKK"))))
                .satisfies(fund -> assertThat(fund.total()).isEqualTo(2_500));
    }

    @Test
    void whatIsTruedUpTakesNoMoreThanTheFundHas() {
        var pln = Currency.getInstance("PLN");
        give("truly", 30, "PLN");
        var change = Allocation.of(Map.of(Recipient.JUSTICE_FUND, -50L, Recipient.TENANT, 50L));

        var covered = tx.<Allocation>write(Scope.NOBODY, () -> fund.covered(change, pln));

        assertThat(covered.parts())
                .isEqualTo(Map.of(Recipient.JUSTICE_FUND, -30L, Recipient.TENANT, 50L, Recipient.PLATFORM, -20L));
    }

    @Test
    void whoeverTakesFromTheFundWaitsForNobodyInAnotherCurrency() throws Exception {
        var bgn = Currency.getInstance("BGN");
        var huf = Currency.getInstance("HUF");
        var business = fixtures.aBusiness();
        for (var currency : List.of(huf, bgn)) {
            payments.record(
                    business.owner(),
                    new PaymentOrder(
                            currency.getCurrencyCode(),
                            1_000_000,
                            currency.getCurrencyCode(),
                            time.now(),
                            HeldBy.PLATFORM,
                            null,
                            0,
                            0,
                            List.of(),
                            null));
            run(business, currency.getCurrencyCode());
        }
        for (var currency : List.of(huf, bgn)) {
            payments.refund(
                    business.owner(),
                    new RefundOrder(currency.getCurrencyCode(), "all", 1_000_000, null, "all of it", null, null));
        }
        var both = distributions.gather(business.tenant()).orElseThrow();
        var taken = new CountDownLatch(1);
        var end = new CountDownLatch(1);

        try (var pool = Executors.newFixedThreadPool(3)) {
            var first = pool.submit(() -> tx.write(Scope.NOBODY, () -> {
                fund.locked(bgn);
                taken.countDown();
                await(end);
            }));
            await(taken);
            var run = pool.submit(() -> distributions.post(business.tenant(), both.workflowId()));
            assertThatThrownBy(() -> run.get(1, TimeUnit.SECONDS))
                    .as("it waits for the one currency and holds up nobody in the other")
                    .isInstanceOf(TimeoutException.class);
            var other = pool.submit(() -> tx.<Long>write(Scope.NOBODY, () -> fund.locked(huf)));
            assertThat(other.get(2, TimeUnit.SECONDS)).isPositive();
            end.countDown();
            first.get();

            assertThat(run.get().refunds()).isEqualTo(2);
        }
    }

    @Test
    void whatTheFundCannotGiveBackThePlatformCovers() {
        var sek = Currency.getInstance("SEK");
        var business = fixtures.aBusiness();
        agree(business, new Terms(1_000, List.of(), null, 0, List.of(), Money.ofMajor(500, sek), 100));
        payments.record(
                business.owner(),
                new PaymentOrder(
                        "evt",
                        1_000_000,
                        "SEK",
                        time.now().minus(Duration.ofHours(2)),
                        HeldBy.PLATFORM,
                        null,
                        0,
                        0,
                        List.of(),
                        null));
        run(business, "evt");
        assertThat(fees.receive(
                                business.owner(),
                                fees.of(business.owner()).orElseThrow().payableMinor())
                        .value()
                        .subsidyMinor())
                .isEqualTo(5_000);
        assertThat(ledger.balance(PartyAccounts.justice(sek)).total()).isEqualTo(2_500);

        payments.refund(business.owner(), new RefundOrder("evt", "all", 1_000_000, null, "all of it", null, null));
        run(business, "evt");

        var distribution = distributions.of(business.tenant(), "evt").orElseThrow();
        assertThat(distribution.refunds())
                .singleElement()
                .satisfies(refund -> assertThat(refund.state()).isEqualTo(Refund.State.POSTED));
        assertThat(distribution.lines())
                .filteredOn(line -> line.kind().equals("cover"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.party()).isEqualTo("platform");
                    assertThat(line.minor()).isEqualTo(-2_500);
                    assertThat(line.because()).contains("never goes below zero");
                });
        assertThat(ledger.balance(PartyAccounts.justice(sek)).total()).isZero();
        assertThat(ledger.balance(PartyAccounts.platform(sek)).total())
                .as("its half of the fee, less what it covers")
                .isEqualTo(25_000 - 2_500);
    }

    @Test
    void aDonationIsPostedOnceAndTheGlassWallShowsIt() {
        var nok = Currency.getInstance("NOK");
        assertThat(give("gift", 500_000, "NOK").created()).isTrue();
        assertThat(give("gift", 500_000, "NOK").created()).isFalse();
        assertThatThrownBy(() -> give("gift", 500_001, "NOK"))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> donations.give(fixtures.aBusiness().owner(), "mine", 1, "NOK", null))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        var business = fixtures.aBusiness();
        agreed(business, "NOK", 1_000, 60);
        fees.receive(business.owner(), null);

        var view = new GlassWall(ledger, time).look();

        var pot = view.pots().stream()
                .filter(each -> each.currency().equals(nok))
                .findFirst()
                .orElseThrow();
        assertThat(pot.totalMinor())
                .isEqualTo(ledger.balance(PartyAccounts.justice(nok)).total())
                .isEqualTo(500_000 - 60_000 + 5_000);
        assertThat(pot.months()).hasSize(12);
        assertThat(pot.sum(GlassWall.Kind.DONATIONS)).isEqualTo(500_000);
        assertThat(pot.sum(GlassWall.Kind.SUBSIDIES)).isEqualTo(-60_000);
        assertThat(pot.sum(GlassWall.Kind.SETUP_FEES)).isEqualTo(5_000);
        assertThat(pot.sum(GlassWall.Kind.SALES)).isZero();
    }

    private boolean tried(Fixtures.Business business, List<Fixtures.Business> late) {
        try {
            return fees.receive(business.owner(), null).created();
        } catch (DomainException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
            return late.add(business);
        }
    }

    private Actor signUp(String template, @Nullable String referrer) {
        return signUp(template, referrer, () -> {});
    }

    private Actor signUp(String template, @Nullable String referrer, Runnable meanwhile) {
        var requested = onboardings.request(request(template, referrer, Ids.next() + "@test.example"));
        meanwhile.run();
        var process = requested.process();
        BUILT.forEach(stage -> construction.build(process.tenant(), process.id(), stage));
        construction.open(process.tenant(), process.id());
        return new Actor(
                requested.owner().id(), process.tenant(), requested.owner().name(), false);
    }

    private static OnboardingRequest request(String template, @Nullable String referrer, String email) {
        return new OnboardingRequest(
                "Cactus & Co",
                "fee-" + Ids.next().toString().substring(20),
                template,
                "America/Phoenix",
                "EUR",
                "Ana Hays",
                email,
                Fixtures.PASSWORD,
                referrer,
                null);
    }

    private void agreed(Fixtures.Business business, String currency, int fee, int subsidyPercent) {
        agree(
                business,
                Terms.flat(500).withSetupFee(Money.ofMajor(fee, Currency.getInstance(currency)), subsidyPercent));
    }

    private void agree(Fixtures.Business business, Terms terms) {
        var from = time.now()
                .atZone(tenants.get(business.tenant()).timeZone())
                .toLocalDate()
                .minusDays(30);
        var approval = agreements.propose(operator(business.owner()), terms, from);
        approvals.decide(business.owner(), approval.id(), Verdict.APPROVE, null, null);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Payments.Taken<Donation> give(String reference, long amount, String currency) {
        var operator = new Actor(new PersonId(Ids.next()), Actor.NOWHERE, "Opal Operator", true);
        return donations.give(operator, "test-" + reference, amount, currency, "A friend");
    }

    private static Actor operator(Actor owner) {
        return new Actor(new PersonId(Ids.next()), owner.tenant(), "Opal Operator", true);
    }

    private long subsidy(Fixtures.Business business) {
        return fees.of(business.owner()).orElseThrow().subsidyMinor();
    }

    private void run(Fixtures.Business business, String event) {
        distributions
                .dispatch(business.tenant(), event)
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));
    }

    private Message card(Actor owner) {
        return messages.get(
                owner, Objects.requireNonNull(fees.of(owner).orElseThrow().card()));
    }

    private Message press(Actor owner, Message card) {
        return presses.press(owner, card.id(), "setup-fee", 1, "receive", json.createObjectNode());
    }

    private static JsonNode block(Message message) {
        return Objects.requireNonNull(message.blocks()).path(0);
    }

    private ChecklistItem line(Actor owner) {
        return checklists.of(owner, spaces.of(owner).getFirst().id()).stream()
                .filter(item -> item.key().equals("setup-fee"))
                .findFirst()
                .orElseThrow();
    }
}
