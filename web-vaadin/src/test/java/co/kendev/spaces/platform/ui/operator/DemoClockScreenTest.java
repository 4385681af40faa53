package co.kendev.spaces.platform.ui.operator;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import java.time.Duration;
import java.time.ZoneOffset;
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
    void theNextMonthHasBegunEverywhere() {
        var month = time.now().atOffset(ZoneOffset.UTC).getMonth().plus(1);
        var view = logInAndOpen();

        press(view, "To ");
        press(view, "Move it");

        var now = time.now().atOffset(ZoneOffset.UTC);
        assertThat(now.getMonth()).isEqualTo(month);
        assertThat(now.getDayOfMonth()).isEqualTo(1);
        assertThat(now.getHour()).isEqualTo(12);
        assertThat(now.withOffsetSameInstant(ZoneOffset.ofHours(-12)).getDayOfMonth())
                .isEqualTo(1);
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
