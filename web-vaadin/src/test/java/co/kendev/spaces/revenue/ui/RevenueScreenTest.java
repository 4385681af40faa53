package co.kendev.spaces.revenue.ui;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures.Business;
import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.identity.Operators;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.FinanceChannel;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.revenue.RevenueReport;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What owners and operators see of money. */
class RevenueScreenTest extends ScreenTest {
    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    RevenueReport report;

    @Autowired
    Agreements agreements;

    @Autowired
    FinanceChannel finance;

    @Autowired
    Messages messages;

    @Autowired
    Feed feed;

    @Autowired
    Operators operators;

    @Autowired
    People people;

    @Autowired
    BusinessTime time;

    Business business;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
    }

    @Test
    void teachesWhoHasSoldNothing() {
        logIn(business.owner());

        assertThat(words(open(revenue()))).contains("Your first sale", "/sale 120.00 golden barrels");
    }

    @Test
    void showsTheMonthWithItsRateAndItsPayments() {
        sell("evt_1", 1_234_567, "golden barrels");
        logIn(business.owner());

        var page = words(open(revenue()));

        assertThat(page)
                .contains("$12,345.67", "$605.56", "4.905%", "$11,740.11", "golden barrels")
                .contains("$25,000.00", "4%");
        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref))
                .contains("/statements?tenant=" + business.slug());
        assertThat(words(open(revenue() + "?q=nothing"))).contains("Nothing matches");
    }

    @Test
    void saysOfWhatIsOwedThatItMayHaveSeveralReasons() {
        payments.record(
                business.owner(),
                new PaymentOrder("cash", 10_000, "USD", time.now(), HeldBy.TENANT, null, 0, 0, List.of(), null));
        run("cash");
        logIn(business.owner());

        assertThat(words(open(revenue())))
                .contains("Owed to the platform", "$5.00", "cash sales, refunds or true-ups")
                .doesNotContain("sales you hold");
    }

    @Test
    void keepsItsLinesWhenASaleComes() throws InterruptedException {
        sell("evt_1", 120_000, "golden barrels");
        logIn(business.owner());
        var page = open(revenue() + "?order=oldest");
        var line = linkTo("evt_1").getElement().getNode();
        assertThat(page.getElement().getOuterHTML()).contains("aria-sort=\"ascending\"");

        sell("evt_2", 240_000, "old man");
        say(finance.find(business.tenant()).orElseThrow());
        await(() -> words(page).contains("old man"));

        assertThat(linkTo("evt_1").getElement().getNode()).isSameAs(line);
        assertThat(words(page)).contains("$3,600.00");
    }

    @Test
    void sortsATableAsTheViewerAsks() {
        sell("evt_1", 240_000, "agave");
        sell("evt_2", 120_000, "yucca");
        logIn(business.owner());
        var page = open(revenue());
        assertThat(byReference(page)).startsWith("WhatSalesGrossShareagave");

        test(find(NativeButton.class).withText("What").single()).click();
        assertThat(byReference(page)).startsWith("WhatSalesGrossShareagave");
        test(find(NativeButton.class).withText("What").single()).click();
        assertThat(byReference(page)).startsWith("WhatSalesGrossShareyucca");
    }

    private static String byReference(Component page) {
        return parts(page)
                .filter(Table.class::isInstance)
                .map(ScreenTest::words)
                .map(words -> words.replace("By what was sold", ""))
                .filter(words -> words.startsWith("What"))
                .findFirst()
                .orElseThrow();
    }

    private Anchor linkTo(String event) {
        return find(Anchor.class).all().stream()
                .filter(link -> link.getHref().endsWith("/revenue/" + event))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void explainsEveryCent() {
        sell("evt_1", 120_000, "golden barrels");
        payments.refund(business.owner(), new RefundOrder("evt_1", "r1", 20_000, null, "one plant died", null, null));
        run("evt_1");
        logIn(business.owner());

        var page = words(open(revenue() + "/evt_1"));

        assertThat(page)
                .contains("$1,200.00 × 5%", "$60.00 × 50%", "$60.00 × 5%", "the partner pool", "one plant died")
                .contains("Standard agreement", "clearing:platform", "#finance")
                .doesNotContain("Run in Temporal");
    }

    @Test
    void showsARefundThatWaitsForItsPayment() {
        payments.refund(business.owner(), new RefundOrder("early", "r1", 20_000, "USD", "one plant died", null, null));
        logIn(business.owner());

        assertThat(words(open(revenue() + "/early"))).contains("waiting", "one plant died", "-$200.00", "early");
        assertThat(words(open(revenue() + "/never"))).contains("nothing here for you");
    }

    @Test
    void recordsASale() {
        logIn(business.owner());
        open(revenue());

        test(find(NativeButton.class).withText("Record a sale").single()).click();
        test(field("Amount, all that was paid")).setValue("no money");
        test(find(Button.class).withText("Record the sale").single()).click();
        assertThat(field("Amount, all that was paid").isInvalid()).isTrue();

        test(field("Amount, all that was paid")).setValue("1,120.50");
        test(field("What for")).setValue("golden barrels");
        test(find(Button.class).withText("Record the sale").single()).click();

        assertThat(words((Component) getCurrentView())).contains("golden barrels", "queued", "$1,120.50");
    }

    @Test
    void recordsOneSaleHoweverOftenTheFormIsSent() {
        logIn(business.owner());
        open(revenue());
        test(find(NativeButton.class).withText("Record a sale").single()).click();
        test(field("Amount, all that was paid")).setValue("120");
        var send = find(Button.class).withText("Record the sale").single();

        send.click();
        send.click();

        assertThat(find(Notification.class).all().stream()
                        .map(toast -> test(toast).getText()))
                .hasSize(2)
                .allMatch(words -> words.startsWith("$120.00 recorded"));
        assertThat(report.payments(business.owner(), thisMonth())).hasSize(1);
    }

    @Test
    void looksAgainWhenMoneyIsSpokenOfAndNotAtOtherWords() throws InterruptedException {
        sell("evt_1", 120_000, "golden barrels");
        var looks = new LinkedBlockingQueue<String>();
        var money = finance.find(business.tenant()).orElseThrow();
        try (var watch = new Watch<>(Runnable::run, Duration.ofMillis(1), "", () -> seen(looks), words -> {})) {
            watch.over(feed, business.tenant(), money);
            say(business.welcome().id());
            assertThat(looks.poll(200, TimeUnit.MILLISECONDS)).isNull();
            say(money);
            assertThat(looks.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static String seen(Collection<String> looks) {
        looks.add("look");
        return "";
    }

    private void say(ChannelId channel) {
        messages.post(business.owner(), channel, Draft.text(Ids.next().toString(), "hello"));
    }

    @Test
    void doesNotExistForStaffNorInTheirList() {
        var sam = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        logIn(sam);

        assertThat(words(open(revenue()))).contains("nothing here for you");
        assertThat(words(open("s/" + business.slug() + "/settings/partnership")))
                .contains("Ask the owner");
    }

    @Test
    void showsThePartnershipAndProposesOtherTerms() {
        logIn(business.owner());
        var page = open("s/" + business.slug() + "/settings/partnership");
        assertThat(words(page))
                .contains("Standard agreement, in force now", "5% of what is sold", "4.5% from $10,000.00");

        test(field("Share")).setValue("4");
        test(find(Button.class).withText("Propose these terms").single()).click();

        assertThat(words(page)).contains("Partnership at 4%", "4% of what is sold", "Open until");
        var proposal = agreements.proposed(business.owner()).getFirst().approval();
        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref)).contains("approvals?open=" + proposal.id());
    }

    @Test
    void theFirstDayOfAProposalIsChosenInACalendar() {
        var today = time.now().atZone(ZoneOffset.UTC).toLocalDate();
        var terms = Terms.flat(800);
        agreements.propose(
                new Actor(new PersonId(Ids.next()), business.tenant(), "Opal Operator", true),
                terms,
                today.plusDays(7));
        logIn(business.owner());
        var view = open("approvals");
        var day = find(DatePicker.class, view).single();
        assertThat(day.getValue()).isEqualTo(today.plusDays(7));
        assertThat(day.getMin()).isEqualTo(today.plusDays(7));
        assertThat(day.getHelperText()).contains("or a later day, at most a year from now");

        day.setValue(today.plusYears(2));
        approve(view);
        assertThat(day.isInvalid()).isTrue();
        assertThat(day.getErrorMessage()).contains("a year from now");

        day.setValue(today.plusDays(40));
        approve(view);
        assertThat(agreements.of(business.owner()).getLast().effectiveFrom()).isEqualTo(today.plusDays(40));
    }

    private void approve(Component view) {
        test(find(NativeButton.class, view).all().stream()
                        .filter(button -> button.getText().equals("Approve"))
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    @Test
    void showsADecisionWithoutTakingAwayWhatSomebodyWrites() throws InterruptedException {
        sell("evt_1", 120_000, "golden barrels");
        logIn(business.owner());
        var page = open("s/" + business.slug() + "/settings/partnership");
        test(field("Referred by")).setValue("somebody");

        var platform = new Actor(operator().id(), business.tenant(), "Olga", true);
        agreements.propose(
                platform,
                Terms.flat(800),
                time.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(2));
        await(() -> words(page).contains("Partnership at 8%"));

        assertThat(field("Referred by").getValue()).isEqualTo("somebody");
    }

    @Test
    void letsOperatorsProposeWhereTheyAreNoMembers() {
        logIn(operator());
        var page = open("s/" + business.slug() + "/settings/partnership");
        assertThat(words(page)).contains("Standard agreement, in force now", "The owner decides");

        test(field("Share")).setValue("8");
        test(find(Button.class).withText("Propose these terms").single()).click();

        assertThat(words(page)).contains("Partnership at 8%");
        assertThat(words(open("s/" + business.slug() + "/settings/members"))).contains("nothing here for you");
    }

    @Test
    void proposesDiscountsAndPartnersLineByLine() {
        logIn(business.owner());
        var settings = "s/" + business.slug() + "/settings/partnership";
        open(settings);
        test(find(NativeButton.class).withText("Add a partner").single()).click();
        test(field("Name")).setValue("Ana Hays");
        test(field("Weight")).setValue("a lot");
        test(find(Button.class).withText("Propose these terms").single()).click();
        assertThat(field("Weight").getErrorMessage()).startsWith("Write a whole number");

        test(field("Weight")).setValue("3");
        fields("Sales of the month from, USD").forEach(from -> test(from).setValue(""));
        fields("Share").stream().skip(1).forEach(share -> test(share).setValue(""));
        test(find(Button.class).withText("Propose these terms").single()).click();

        assertThat(words(open(settings))).contains("Ana Hays 3", "Volume discountsnone");
    }

    @Test
    void showsOperatorsEverybodysMoneyAndTheRun() {
        sell("evt_1", 120_000, "golden barrels");
        logIn(operator());

        assertThat(words(open("operator/money")))
                .contains("balanced", "clearing · USD", "Held back")
                .doesNotContain("unbalanced");
        assertThat(words(open(revenue() + "/evt_1"))).contains(business.slug() + "/distribution/evt_1");
    }

    private Person operator() {
        operators.ensure("operator@test.example", "Olga", "correct horse");
        return people.authenticate("operator@test.example", "correct horse").orElseThrow();
    }

    private TextField field(String label) {
        return fields(label).getFirst();
    }

    private List<TextField> fields(String label) {
        return find(TextField.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
                .toList();
    }

    private RevenueReport.Search thisMonth() {
        return new RevenueReport.Search(
                YearMonth.from(time.now().atZone(ZoneOffset.UTC)),
                Currency.getInstance("USD"),
                "",
                null,
                RevenueReport.Order.NEWEST,
                10);
    }

    private String revenue() {
        return "s/" + business.slug() + "/revenue";
    }

    private void sell(String event, long amount, String reference) {
        payments.record(
                business.owner(),
                new PaymentOrder(event, amount, "USD", time.now(), HeldBy.PLATFORM, reference, 0, 0, List.of(), null));
        run(event);
    }

    private void run(String event) {
        distributions
                .dispatch(business.tenant(), event)
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));
    }
}
