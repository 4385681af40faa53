package co.kendev.spaces.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.kendev.spaces.dev.BuiltApplication;
import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built product on a stack of its own, killed at the worst moments; what comes out is compared with a business built in peace. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillIT {

    private static final String TEMPLATE = "service-business";
    private static final Business PEACE = Business.of("peace", TEMPLATE);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static DevStack stack;

    @BeforeAll
    static void startStack() throws Exception {
        stack = DevStack.start(
                folder.resolve("data"),
                BuiltApplication.extractBelow(folder),
                Map.of("SPACES_SIGNUPS_PER_MINUTE", "1000"),
                false);
        var peace = new SignUp(stack.rest(), PEACE);
        peace.awaitLive(peace.send(PATIENCE), PATIENCE);
    }

    @AfterAll
    static void stopStack() {
        if (stack != null) {
            stack.close();
        }
    }

    private static void needsServer() {
        var there = DevStack.hasServer();
        if (!there) {
            System.out.println(
                    "Skipped: Temporal's test server forgets everything when it is killed; with Go the real one is built");
        }
        assumeTrue(there, "the real Temporal server is not built");
    }

    private static RestClient.Answer begin(SignUp applicant) throws InterruptedException {
        var taken = applicant.send(PATIENCE);
        assertThat(taken.text("statusToken")).isNotEmpty();
        return taken;
    }

    private static void assertBuiltOnce(Business business) throws Exception {
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            assertThat(audit.compare(PEACE.slug(), business.slug())).isEmpty();
            assertThat(audit.gapless()).isEmpty();
            assertThat(audit.poisoned()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void onboardingSurvivesTheKillOfTheApplication() throws Exception {
        var business = Business.of("app-killed", TEMPLATE);
        var applicant = new SignUp(stack.rest(), business);
        var taken = begin(applicant);
        stack.killApplication();
        stack.startApplication();
        applicant.awaitLive(taken, PATIENCE);
        assertBuiltOnce(business);
    }

    @Test
    @Order(2)
    void onboardingSurvivesTheKillOfTemporal() throws Exception {
        needsServer();
        var business = Business.of("temporal-killed", TEMPLATE);
        var applicant = new SignUp(stack.rest(), business);
        var taken = begin(applicant);
        stack.killTemporal();
        stack.startTemporal();
        applicant.awaitLive(taken, PATIENCE);
        assertBuiltOnce(business);
    }

    @Test
    @Order(3)
    void acknowledgedMessagesSurviveTheKillOfPostgres() throws Exception {
        var acks = new ConcurrentLinkedQueue<Ack>();
        var done = new AtomicBoolean();
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            var channel = audit.channel(
                    PEACE.slug(), audit.publicChannels(PEACE.slug()).getLast());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    var talks = List.of(1, 2, 3, 4).stream()
                            .map(number -> threads.submit(() -> {
                                new Talker(stack.rest(), PEACE.email(), channel, PATIENCE)
                                        .talk(() -> !done.get(), Duration.ofMillis(5), acks::add);
                                return null;
                            }))
                            .toList();
                    await(() -> acks.size() > 50);
                    stack.killPostgres();
                    stack.startPostgres();
                    var atReturn = acks.size();
                    await(() -> acks.size() > atReturn + 50);
                    done.set(true);
                    for (var talk : talks) {
                        talk.get();
                    }
                } finally {
                    // after a failure they would talk on, and the executor would wait for them
                    threads.shutdownNow();
                }
            }
        }
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            assertThat(audit.kept(acks)).isEmpty();
            assertThat(audit.gapless()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void onboardingSurvivesTheKillOfAllThree() throws Exception {
        needsServer();
        var business = Business.of("all-killed", TEMPLATE);
        var applicant = new SignUp(stack.rest(), business);
        var taken = begin(applicant);
        stack.killAll();
        stack.startAll();
        applicant.awaitLive(taken, PATIENCE);
        assertBuiltOnce(business);
    }

    @Test
    @Order(5)
    void signUpIsQueuedWithoutTemporalAndCompletesWhenItReturns() throws Exception {
        needsServer();
        stack.killTemporal();
        var business = Business.of("temporal-away", TEMPLATE);
        var applicant = new SignUp(stack.rest(), business);
        var taken = begin(applicant);
        assertThat(taken.text("state")).isEqualTo("queued");
        assertThat(applicant.await(taken, PATIENCE, "queued").path("spaceSlug").asString(""))
                .isEmpty();
        assertThat(stack.rest().get("/actuator/health", null).status()).isEqualTo(200);
        stack.startTemporal();
        applicant.awaitLive(taken, PATIENCE);
        assertBuiltOnce(business);
    }

    @Test
    @Order(6)
    void processesResumeFromTheirRowsWhenTemporalForgets() throws Exception {
        needsServer();
        var business = Business.of("forgotten", TEMPLATE);
        var applicant = new SignUp(stack.rest(), business);
        var taken = begin(applicant);
        var workflow = applicant.awaitLive(taken, PATIENCE).path("workflowId").asString("");
        stack.dropTemporalDatabases();
        try (var temporal = new Runs(stack.temporalTarget())) {
            await(() -> temporal.isRunning(workflow));
        }
        applicant.awaitLive(taken, PATIENCE);
        assertBuiltOnce(business);
    }

    @Test
    @Order(7)
    void everyPaymentIsPostedOnceWhateverIsKilled() throws Exception {
        needsServer();
        var storm = new PaymentStorm(stack.rest(), PEACE, 300, 7, Instant.now());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reporting = threads.submit(() -> storm.report(8, Duration.ZERO, PATIENCE));
            var killed = 0;
            for (KillAndRevive blow : List.<KillAndRevive>of(
                    () -> {
                        stack.killApplication();
                        stack.startApplication();
                    },
                    () -> {
                        stack.killTemporal();
                        stack.startTemporal();
                    },
                    () -> {
                        stack.killPostgres();
                        stack.startPostgres();
                    },
                    () -> {
                        stack.killAll();
                        stack.startAll();
                    },
                    () -> {
                        stack.killApplication();
                        stack.startApplication();
                    })) {
                var reached = ++killed * 120;
                await(() -> storm.acknowledged() > reached || reporting.isDone());
                blow.strike();
            }
            assertThat(reporting.get()).isEmpty();
        }
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            await(() -> storm.missing(owner) == 0 && audit.unsealed() == 0);
            assertThat(storm.wrong(owner)).isEmpty();
            assertThat(audit.unbalanced()).isEmpty();
            assertThat(audit.gapless()).isEmpty();
        }
        assertThat(stack.verifyLedger())
                .satisfies(verified -> assertThat(verified.clean())
                        .as(String.join("\n", verified.lines()))
                        .isTrue());
    }

    private interface KillAndRevive {
        void strike() throws Exception;
    }

    @Test
    @Order(8)
    void nothingIsLeftUndelivered() throws Exception {
        try (var owner = stack.owner()) {
            var audit = new Audit(owner);
            await(() -> audit.undelivered(Duration.ZERO).isEmpty());
            assertThat(audit.poisoned()).isEmpty();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(50);
        }
    }
}
