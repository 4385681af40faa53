package co.kendev.spaces.onboarding.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.TestDatabase;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.onboarding.Checklists;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.platform.workflow.UpkeepWorkflow;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import co.kendev.spaces.testing.RealTemporal;
import co.kendev.spaces.testing.SignUps;
import co.kendev.spaces.testing.TestTemporal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** From the committed sign-up to the living space, with Temporal there, away, back, and without its memory. */
@Timeout(120)
class HandOffTest {
    private final int port = TestTemporal.freePort();
    private final Map<String, Object> database = TestDatabase.create();
    private ConfigurableApplicationContext app;

    @BeforeEach
    void start() {
        app = run();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aSignUpBecomesALivingSpaceAndItsOwnerFinishesIt() throws Exception {
        try (var _ = TestTemporal.startOn(port)) {
            var signUps = new SignUps(app);
            var requested = signUps.request("hays");
            var live = signUps.awaitLive(requested.process());
            assertThat(live.spaceSlug()).isEqualTo("hays");

            finishChecklist(requested);

            var done = signUps.await(live, now -> now.state() == ProcessState.DONE);
            assertThat(done.outcome()).isEqualTo("active");
            assertThat(done.steps()).allMatch(step -> step.state() == ProcessState.DONE && step.attempts() <= 1);
        }
    }

    @Test
    void withoutTemporalSignUpsAreQueuedAndGoOnWhenItComes() throws Exception {
        var signUps = new SignUps(app);
        var first = signUps.request("early-bird").process();
        var second = signUps.request("second-bird").process();
        assertThat(first.state()).isEqualTo(ProcessState.QUEUED);

        try (var _ = TestTemporal.startOn(port)) {
            signUps.awaitLive(first);
            signUps.awaitLive(second);
        }
    }

    /** The databases of the real server are dropped under the running application, which is not restarted. */
    @Test
    void whatTemporalForgotStartsAgainFromItsRows() throws Exception {
        try (var temporal = RealTemporal.startOn(builtTemporal(), port)) {
            var signUps = new SignUps(app);
            var requested = new ArrayList<Onboardings.Requested>();
            for (int i = 0; i < 3; i++) {
                requested.add(signUps.request("forgotten-" + i));
                signUps.awaitLive(requested.get(i).process());
            }

            temporal.forget();
            for (var each : requested) {
                awaitStory(each.process(), "started again");
                finishChecklist(each);
            }

            for (var each : requested) {
                var done = signUps.await(each.process(), now -> now.state() == ProcessState.DONE);
                assertThat(done.outcome()).isEqualTo("active");
            }
        }
    }

    private void awaitStory(ProcessStatus process, String line) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (app.getBean(Processes.class).events(process.tenant(), process.id(), 0, 100).stream()
                .noneMatch(event -> event.event().equals(line))) {
            assertThat(System.nanoTime()).as("%s within a minute", line).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** On the real server: the in-JVM one hangs when an activity ends while the task that cancels it is under way. */
    @Test
    void aCancelledSignUpLeavesNothingEvenWhenItWasOnlyQueued() throws Exception {
        var signUps = new SignUps(app);
        var requested = signUps.request("regret");
        app.getBean(Onboardings.class)
                .cancel(actor(requested), requested.process().id());

        try (var _ = RealTemporal.startOn(builtTemporal(), port)) {
            var ended = signUps.await(requested.process(), now -> !now.state().isOpen());

            assertThat(ended.state()).isEqualTo(ProcessState.CANCELLED);
            assertThat(ended.failure()).isEqualTo("cancelled by Ana Hays");
            app.getBean(Onboardings.class).checkSlug("regret");
            assertThat(app.getBean(OutboxQueue.class).depth().poison()).isZero();
        }
    }

    /** Each cancellation comes a little later than the one before, so that they meet different steps, mostly in their middle. */
    @Test
    void aCancellationInTheMiddleOfAStepLeavesNothing() throws Exception {
        try (var _ = RealTemporal.startOn(builtTemporal(), port)) {
            var signUps = new SignUps(app);
            signUps.awaitLive(signUps.request("warm-up").process());
            for (int i = 0; i < 12; i++) {
                var requested = signUps.request("change-of-mind-" + i);
                Thread.sleep(15L * i);
                app.getBean(Onboardings.class)
                        .cancel(actor(requested), requested.process().id());

                var ended =
                        signUps.await(requested.process(), now -> !now.state().isOpen());
                assertThat(ended.state()).isEqualTo(ProcessState.CANCELLED);
                app.getBean(Onboardings.class).checkSlug("change-of-mind-" + i);
                assertThat(app.getBean(Spaces.class).of(requested.owner().id())).isEmpty();
            }
        }
    }

    @Test
    void aTerminatedRunLeavesNothingHalfBuilt() throws Exception {
        try (var _ = RealTemporal.startOn(builtTemporal(), port)) {
            var signUps = new SignUps(app);
            var requested = signUps.request("cut-short");
            signUps.awaitLive(requested.process());
            var client = app.getBean(WorkflowClient.class);
            client.newUntypedWorkflowStub(requested.process().workflowId()).terminate("by an operator");

            client.newWorkflowStub(
                            UpkeepWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId("test/upkeep")
                                    .setTaskQueue(TaskQueues.CORE)
                                    .build())
                    .run();

            var ended = signUps.await(requested.process(), now -> !now.state().isOpen());
            assertThat(ended.state()).isEqualTo(ProcessState.FAILED);
            assertThat(ended.failure()).contains("terminated");
            app.getBean(Onboardings.class).checkSlug("cut-short");
            assertThat(app.getBean(Spaces.class).of(requested.owner().id())).isEmpty();
        }
    }

    @Test
    void whoeverWaitsForTomorrowHearsOfTheDemoClock() throws Exception {
        try (var _ = RealTemporal.startOn(builtTemporal(), port)) {
            var signUps = new SignUps(app);
            var requested = signUps.request("tomorrow");
            var live = signUps.awaitLive(requested.process());
            var operator = new Actor(requested.owner().id(), Actor.NOWHERE, "Olga", true);
            var clock = app.getBean(DemoClock.class);
            var read = clock.read(operator).now();

            clock.advance(operator, Duration.ofHours(24));
            awaitStory(live, "reminder 1");
            assertThat(texts(requested)).anyMatch(text -> text.contains("still yours"));

            var second = signUps.request("the-day-after");
            var secondLive = signUps.awaitLive(second.process());
            assertThat(secondLive.dueAt()).isAfter(read.plus(Duration.ofDays(8)));
            clock.advance(operator, Duration.ofDays(6));
            assertThat(signUps.await(live, now -> now.state() == ProcessState.DONE)
                            .outcome())
                    .endsWith("steps open");
            awaitStory(secondLive, "reminder 2");
            assertThat(signUps.await(secondLive, now -> true).state()).isEqualTo(ProcessState.WAITING);
        }
    }

    private List<String> texts(Onboardings.Requested requested) {
        var actor = actor(requested);
        var space = app.getBean(Spaces.class).of(actor).getFirst();
        var welcome =
                app.getBean(Access.class).channels(actor, space.id()).getFirst().channel();
        return app.getBean(Messages.class).page(actor, welcome.id(), new Cursor.Newest(), 50).items().stream()
                .map(Message::text)
                .toList();
    }

    private static Path builtTemporal() {
        var binary = RealTemporal.binary();
        assumeThat(binary)
                .as("the real Temporal server is built (make test builds it)")
                .isPresent();
        return binary.get();
    }

    private void finishChecklist(Onboardings.Requested requested) {
        var actor = actor(requested);
        var access = app.getBean(Access.class);
        var space = app.getBean(Spaces.class).of(actor).getFirst();
        var in = access.space(actor, space.id());
        app.getBean(Invitations.class).create(actor, in, null, Role.STAFF);
        app.getBean(Spaces.class).rebrand(in, actor, space.name(), space.description(), space.brand());
        var welcome = access.channels(actor, space.id()).getFirst().channel();
        app.getBean(Messages.class).post(actor, welcome.id(), Draft.text("hello", "Hello!"));
        app.getBean(Checklists.class).tick(actor.tenant(), "setup-fee", actor.name());
    }

    private static Actor actor(Onboardings.Requested requested) {
        return new Actor(
                requested.owner().id(),
                requested.process().tenant(),
                requested.owner().name(),
                false);
    }

    private ConfigurableApplicationContext run() {
        var properties = new java.util.HashMap<String, Object>(database);
        properties.put("spaces.temporal.target", "127.0.0.1:" + port);
        properties.put("spaces.demo", "on");
        return new SpringApplicationBuilder(DomainTest.Domain.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties(properties)
                .run();
    }
}
