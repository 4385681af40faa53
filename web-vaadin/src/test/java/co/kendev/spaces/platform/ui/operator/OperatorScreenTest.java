package co.kendev.spaces.platform.ui.operator;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.identity.Operators;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.process.ProcessFilter;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;

/** What operators see, and others do not. */
class OperatorScreenTest extends ScreenTest {
    @Autowired
    Operators operators;

    @Autowired
    People people;

    @Autowired
    Onboardings onboardings;

    @Autowired
    OutboxQueue outbox;

    @Autowired
    Viewers viewers;

    @Autowired
    Processes processes;

    @Autowired
    HealthEndpoint health;

    @ParameterizedTest
    @ValueSource(strings = {"operator/processes", "operator/outbox", "operator/health", "operator/clock"})
    void doesNotExistForOthers(String address) {
        logIn(fixtures.aBusiness().owner());

        assertThat(words(open(address))).contains("nothing here for you");
    }

    @Test
    void thereIsNoDemoClockWhereTheDemoIsOff() {
        logInAsOperator();

        assertThat(words(open("operator/clock"))).contains("nothing here for you");
        open("operator/health");
        var menu = parts(UI.getCurrent())
                .filter(OperatorMenu.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(words(menu)).contains("Health").doesNotContain("Demo clock");
    }

    @Test
    void findsAProcessByItsWorkflowWithoutALinkThatLeadsNowhere() {
        var process = aSignUp("saguaro");
        logInAsOperator();

        var view = open("operator/processes?workflow=saguaro/onboarding/saguaro");

        assertThat(words(view)).contains("saguaro", process.steps().getFirst().label());
        assertThat(parts(view).filter(Anchor.class::isInstance).map(link -> ((Anchor) link).getHref()))
                .noneMatch(address -> address.contains("/namespaces/"));
    }

    @Test
    void filtersProcesses() {
        aSignUp("ocotillo");
        logInAsOperator();

        assertThat(words(open("operator/processes?tenant=ocotillo"))).contains("ocotillo");
        assertThat(words(open("operator/processes?tenant=ocotillo&state=done"))).contains("Nothing matches");
    }

    @Test
    void triesARowAgainThatWasSetAside() {
        aSignUp("cholla");
        logInAsOperator();
        var row = rows(OutboxRow.State.NEW).stream()
                .filter(due -> due.workflowId().startsWith("cholla/"))
                .findFirst()
                .orElseThrow();
        outbox.poison(row.id(), 20, "UNAVAILABLE: nobody listens");

        var view = open("operator/outbox");
        assertThat(words(view)).contains("Set aside", "nobody listens");
        var again = find(NativeButton.class, view).all().stream()
                .filter(button -> String.valueOf(button.getElement().getAttribute("aria-label"))
                        .contains("cholla/"))
                .findFirst()
                .orElseThrow();
        test(again).click();

        assertThat(rows(OutboxRow.State.POISON)).noneMatch(left -> left.id().equals(row.id()));
    }

    @Test
    void seesThatTemporalIsAwayWhileTheRestIsUp() {
        logInAsOperator();

        assertThat(card(open("operator/health"), "Temporal")).contains("away");
        assertThat(card(open("operator/health"), "PostgreSQL")).contains("up").doesNotContain("away");
    }

    private static String card(Component view, String part) {
        return parts(view)
                .filter(card -> card.hasClassName("card") && words(card).startsWith(part))
                .findFirst()
                .map(ScreenTest::words)
                .orElseThrow();
    }

    @Test
    void opensAProcessThatIsNotOnThePage() {
        var old = aSignUp("nopal");
        for (int i = 0; i < 50; i++) {
            aSignUp("nopal-after-" + i);
        }
        logInAsOperator();

        assertThat(words(open("operator/processes?open=" + old.id())))
                .contains("nopal/onboarding/nopal", old.steps().getFirst().label());
    }

    @Test
    void offersOlderProcessesWhereThereAreSomeAlone() {
        for (int i = 0; i < 53; i++) {
            aSignUp("mesquite-" + i);
        }
        logInAsOperator();
        var all = processes.listEverywhere(
                new Actor(fixtures.aPerson().id(), Actor.NOWHERE, "Olga", true), ProcessFilter.latest(200));
        var newest = all.getFirst().id();

        // the 49 oldest and the one that is open, the 50 oldest, the 51 oldest
        assertThat(words(open("operator/processes?open=" + newest + "&before=" + fromTheEnd(all, 50))))
                .contains(all.getFirst().title())
                .doesNotContain("Older processes");
        assertThat(words(open("operator/processes?before=" + fromTheEnd(all, 51))))
                .doesNotContain("Older processes");
        assertThat(words(open("operator/processes?before=" + fromTheEnd(all, 52))))
                .contains("Older processes");
    }

    private static ProcessId fromTheEnd(List<ProcessStatus> all, int place) {
        return all.get(all.size() - place).id();
    }

    @Test
    void saysOnEveryPageWhatTheTestEngineLoses() {
        logInAsOperator();
        var engine = new TemporalUi("", "test");

        assertThat(words(new ProcessesView(viewers, engine, processes))).contains("Nothing it knows survives");
        assertThat(words(new OutboxView(viewers, engine, outbox))).contains("Nothing it knows survives");
        assertThat(words(new HealthView(viewers, engine, health, outbox))).contains("Nothing it knows survives");
        assertThat(words(open("operator/processes"))).doesNotContain("Nothing it knows survives");
    }

    private List<OutboxRow> rows(OutboxRow.State state) {
        var operator =
                people.authenticate("operator@test.example", "correct horse").orElseThrow();
        var actor = new Actor(operator.id(), Actor.NOWHERE, operator.name(), true);
        return outbox.list(actor, state, null, 200);
    }

    private void logInAsOperator() {
        operators.ensure("operator@test.example", "Olga", "correct horse");
        logIn(people.authenticate("operator@test.example", "correct horse").orElseThrow());
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
