package co.kendev.spaces.platform.ui.operator;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures;
import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.ui.ClockStrip;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The operators' page of the demo clock, and the strip by which everybody knows of it. */
@TestPropertySource(properties = "spaces.demo=on")
class DemoClockScreenTest extends ScreenTest {
    @Autowired
    People people;

    @Autowired
    BusinessTime time;

    @Autowired
    Onboardings onboardings;

    @Autowired
    Processes processes;

    @Autowired
    Tx tx;

    @Autowired
    Payments payments;

    @Autowired
    Distributions distributions;

    @Autowired
    MonthClose months;

    @Test
    void aSmallMoveHappensAtOnceAndEverybodySeesIt() throws Exception {
        var before = time.offset();
        var view = logInAndOpen();

        press(view, "+1 hour");

        assertThat(time.offset()).isEqualTo(before.plusHours(1));
        await(() -> words(strip()).contains(ClockStrip.words(time.offset())));
        assertThat(words(strip())).contains("Demo clock: ");
        assertThat(words(view)).contains("ahead of the real time");
    }

    @Test
    void aLargeMoveIsAskedFirst() {
        var before = time.offset();
        var view = logInAndOpen();

        press(view, "+30 days");
        assertThat(words(view)).contains("Move the clock by 30 days", "nothing moves it back");
        press(view, "Leave it");
        assertThat(time.offset()).isEqualTo(before);

        press(view, "+7 days");
        press(view, "Move it");
        assertThat(time.offset()).isEqualTo(before.plusDays(7));
    }

    @Test
    void theMonthIsClosedWhereverABusinessIs() {
        var view = logInAndOpen();
        if (time.now().atOffset(ZoneOffset.UTC).getDayOfMonth() <= 3) {
            press(view, "+7 days");
            press(view, "Move it");
        }
        var month = YearMonth.from(time.now().atOffset(ZoneOffset.UTC));
        var farm = fixtures.aBusiness();
        sell(farm);
        assertThat(months.begin(farm.tenant())).isEmpty();

        press(view, "To the close of " + month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        press(view, "Move it");

        var now = time.now().atOffset(ZoneOffset.UTC);
        assertThat(YearMonth.from(now)).isEqualTo(month.plusMonths(1));
        assertThat(now.withOffsetSameInstant(ZoneOffset.ofHours(-12)).getDayOfMonth())
                .isEqualTo(3);
        assertThat(months.begin(farm.tenant()))
                .hasValueSatisfying(process -> assertThat(process.workflowId()).endsWith("/" + month));
        assertThat(words(open("operator/clock")))
                .contains(month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear()
                        + " of ");
    }

    @Test
    void saysWhatIsDueAndWhatBecameOfIt() throws Exception {
        var process = aSignUp("agave");
        tx.write(
                Scope.of(process.tenant()),
                () -> processes.waiting(
                        process.tenant(),
                        process.id(),
                        "checklist",
                        "owner",
                        time.now().plus(Duration.ofHours(1))));
        var view = logInAndOpen();
        assertThat(words(view)).contains("Due next", "The agave", "Waits for the owner");

        press(view, "+1 day");
        tx.write(
                Scope.of(process.tenant()),
                () -> processes.once(process.tenant(), process.id(), "checklist", "reminder 1", null));

        await(() -> words(open("operator/clock")).contains("Reminder 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1H | +1 hour",
                "PT30M | +30 minutes",
                "P1D | +1 day",
                "P30DT2H5M | +30 days, 2 hours",
                "PT26H | +1 day, 2 hours",
                "PT10S | +10 seconds"
            })
    void saysHowFarAsPeopleDo(Duration ahead, String words) {
        assertThat(ClockStrip.words(ahead)).isEqualTo(words);
    }

    private void sell(Fixtures.Business farm) {
        payments.record(
                farm.owner(),
                new PaymentOrder("sale", 1_000, "USD", time.now(), HeldBy.PLATFORM, null, 0, 0, List.of(), null));
        distributions
                .dispatch(farm.tenant(), "sale")
                .forEach(run -> distributions.post(farm.tenant(), run.workflowId()));
    }

    private Component logInAndOpen() {
        logIn(people.authenticate("operator@spaces.example", "spaces-demo").orElseThrow());
        return open("operator/clock");
    }

    private Component strip() {
        return parts(UI.getCurrent())
                .filter(ClockStrip.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private void press(Component view, String words) {
        var button = find(NativeButton.class, view).all().stream()
                .filter(each -> each.getText().startsWith(words))
                .findFirst()
                .orElseThrow();
        test(button).click();
    }

    private ProcessStatus aSignUp(String slug) {
        return onboardings
                .request(new OnboardingRequest(
                        "The " + slug,
                        slug,
                        "service-business",
                        "America/Phoenix",
                        "USD",
                        "Ada Thorn",
                        "ada@" + slug + ".test",
                        "correct horse",
                        null,
                        null))
                .process();
    }
}
