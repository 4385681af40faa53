package co.kendev.spaces.approvals.activity;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.TestDatabase;
import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Place;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.approvals.State;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.testing.TestTemporal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** From the proposal through outbox, relay and worker to the end of its process. */
@Timeout(120)
class ApprovalsRunTest {
    private TestTemporal temporal;
    private ConfigurableApplicationContext app;
    private Fixtures.Business business;

    @BeforeEach
    void start() {
        temporal = TestTemporal.start();
        var properties = new HashMap<String, Object>(TestDatabase.create());
        properties.put("spaces.temporal.target", temporal.target());
        properties.put("spaces.demo", "on");
        app = new SpringApplicationBuilder(DomainTest.Domain.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties(properties)
                .run();
        business = app.getBean(Fixtures.class).aBusiness();
    }

    @AfterEach
    void stop() {
        app.close();
        temporal.close();
    }

    @Test
    void theRunWaitsForTheDecisionAndEndsWithIt() throws Exception {
        var proposed = proposed();
        await(() -> process(proposed).state() == ProcessState.WAITING);
        assertThat(process(proposed).blockedOn()).isEqualTo("owner or admin");

        approvals().decide(business.owner(), proposed.id(), Verdict.APPROVE, null, null);

        await(() -> process(proposed).state() == ProcessState.DONE);
        assertThat(process(proposed).outcome())
                .isEqualTo("approved by " + business.owner().name());
    }

    @Test
    void theDemoClockTakesItUpTheLadderToItsEnd() throws Exception {
        var proposed = proposed();
        await(() -> process(proposed).state() == ProcessState.WAITING);

        advance(Duration.ofHours(25));
        await(this::isSaidAgain);
        advance(Duration.ofHours(48));
        await(() -> "owner, admin or operator".equals(process(proposed).blockedOn()));
        advance(Duration.ofDays(5));
        await(() -> process(proposed).state() == ProcessState.DONE);

        assertThat(read(proposed).state()).isEqualTo(State.EXPIRED);
        assertThat(process(proposed).outcome()).isEqualTo("expired");
    }

    private Approval proposed() {
        return approvals()
                .propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of("a kettle", 120_00))
                        .shownIn(new Place(business.space(), business.welcome().id())));
    }

    private void advance(Duration by) {
        var operator = new Actor(business.owner().person(), Actor.NOWHERE, "Olga", true);
        app.getBean(DemoClock.class).advance(operator, by);
    }

    private boolean isSaidAgain() {
        return app
                .getBean(Messages.class)
                .page(business.owner(), business.welcome().id(), new Cursor.Newest(), 10)
                .items()
                .stream()
                .anyMatch(message -> message.text().startsWith("**Still waiting:**"));
    }

    private Approvals approvals() {
        return app.getBean(Approvals.class);
    }

    private Approval read(Approval approval) {
        return approvals().get(business.owner(), approval.id());
    }

    private ProcessStatus process(Approval approval) {
        return app.getBean(Processes.class).get(business.tenant(), Objects.requireNonNull(approval.process()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }
}
