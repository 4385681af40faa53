package co.kendev.spaces.onboarding.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.onboarding.Construction;
import co.kendev.spaces.onboarding.workflow.Closing;
import co.kendev.spaces.onboarding.workflow.OnboardingActivities;
import co.kendev.spaces.onboarding.workflow.OnboardingInput;
import co.kendev.spaces.onboarding.workflow.OnboardingStep;
import co.kendev.spaces.onboarding.workflow.OnboardingWorkflow;
import co.kendev.spaces.onboarding.workflow.OnboardingWorkflowImpl;
import co.kendev.spaces.onboarding.workflow.OwnerChecklist;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.workflow.Payloads;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.testing.RealTemporal;
import co.kendev.spaces.testing.SignUps;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The worker dies after each step in turn, its work committed and its answer lost; the space is the same as if it had lived. */
@DomainTest
@TestPropertySource(properties = {"spaces.role=web", "spaces.temporal.target=127.0.0.1:1"})
@Timeout(120)
class KilledWorkerTest {
    private static final List<String> STEPS =
            List.of("reserve", "space", "channels", "roles", "agents", "content", "invite", "checklist");

    @Autowired
    ApplicationContext app;

    @Autowired
    Construction construction;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    @Test
    void everyDeathLeavesTheSameSpace() throws Exception {
        var binary = RealTemporal.binary();
        assumeThat(binary)
                .as("the real Temporal server is built (make test builds it)")
                .isPresent();
        var end = new CountDownLatch(1);
        try (var temporal = RealTemporal.start(binary.get());
                var first = new Worker(temporal.target());
                var second = new Worker(temporal.target())) {
            var doomed = new Doomed(new OnboardingActivitiesImpl(construction), end);
            var survivor = new Watched(new OnboardingActivitiesImpl(construction));
            first.start(doomed);
            var undisturbed = holdings(await(begin(first, "kill-none")));
            assertThat(undisturbed).hasSizeGreaterThan(60);

            var processes = new ArrayList<ProcessStatus>();
            for (var step : STEPS) {
                var process = signUps().request("kill-after-" + step).process();
                doomed.deadlySteps.put(process.id().toString(), step);
                begin(first, process);
                processes.add(process);
            }
            assertThat(doomed.dead.await(60, TimeUnit.SECONDS)).isTrue();
            first.kill();
            second.start(survivor);

            for (var process : processes) {
                var step = Objects.requireNonNull(
                        doomed.deadlySteps.get(process.id().toString()));
                assertThat(holdings(await(process))).as("killed after %s", step).isEqualTo(undisturbed);
                // the space may be complete already; the step that died must have been asked for again all the same
                survivor.awaitAgain(process.id().toString(), step);
                assertThat(holdings(process)).as("killed after %s", step).isEqualTo(undisturbed);
            }
        } finally {
            end.countDown();
        }
    }

    private ProcessStatus begin(Worker worker, String slug) {
        return begin(worker, signUps().request(slug).process());
    }

    /** Starts the workflow by hand: the relay of this test's application finds no Temporal. */
    private static ProcessStatus begin(Worker worker, ProcessStatus process) {
        var workflow = worker.client.newWorkflowStub(
                OnboardingWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(process.workflowId())
                        .setTaskQueue(TaskQueues.CORE)
                        .build());
        WorkflowClient.start(
                workflow::run,
                new OnboardingInput(
                        process.tenantSlug(),
                        process.tenant().toString(),
                        process.id().toString(),
                        process.title()));
        return process;
    }

    private ProcessStatus await(ProcessStatus process) throws InterruptedException {
        return signUps().await(process, now -> now.state() == ProcessState.WAITING && now.spaceSlug() != null);
    }

    private SignUps signUps() {
        return new SignUps(app);
    }

    /** What the space holds, without ids and times. */
    private List<String> holdings(ProcessStatus process) {
        return JdbcClient.create(owner)
                .sql("""
                        select 'space ' || slug || ' ' || name || ' ' || description || ' ' || brand::text as line
                          from spaces.space where tenant_id = :tenant
                        union all select 'channel ' || c.name || ' ' || c.kind || ' ' || c.topic || ' ' || g.name
                          from spaces.channel c join spaces.category g on g.id = c.category_id where c.tenant_id = :tenant
                        union all select 'grant ' || coalesce(c.name, '*') || ' ' || p.role || ' ' || p.permission
                          from spaces.permission_grant p left join spaces.channel c on c.id = p.channel_id
                          where p.tenant_id = :tenant
                        union all select 'member ' || role || ' ' || display_name from spaces.member where tenant_id = :tenant
                        union all select 'agent ' || slug || ' ' || name || ' ' || purpose from agents.agent where tenant_id = :tenant
                        union all select 'message ' || c.name || ' ' || m.seq || ' ' || m.author_name || ' ' || m.text
                          from messages.message m join spaces.channel c on c.id = m.channel_id where m.tenant_id = :tenant
                        union all select 'line ' || key || ' ' || label || ' ' || (done_at is null)::text
                          from onboarding.checklist_item where tenant_id = :tenant
                        union all select 'event ' || seq || ' ' || coalesce(step, '') || ' ' || event
                          from platform.process_event where tenant_id = :tenant
                        order by 1
                        """)
                .param("tenant", process.tenant().value())
                .query((rs, row) -> rs.getString("line").replace(process.tenantSlug(), "<slug>"))
                .list();
    }

    /** A worker with a connection of its own, so that its death is heard at the other end. */
    private static final class Worker implements AutoCloseable {
        private final WorkflowServiceStubs stubs;
        private final WorkflowClient client;
        private final WorkerFactory factory;

        Worker(String target) {
            this.stubs = WorkflowServiceStubs.newServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
            this.client = WorkflowClient.newInstance(
                    stubs,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace("spaces")
                            .setDataConverter(Payloads.converter())
                            .build());
            this.factory = WorkerFactory.newInstance(client);
        }

        void start(OnboardingActivities activities) {
            var worker = factory.newWorker(TaskQueues.CORE);
            worker.registerWorkflowImplementationTypes(OnboardingWorkflowImpl.class);
            worker.registerActivitiesImplementations(activities);
            factory.start();
        }

        void kill() {
            stubs.shutdownNow();
            factory.shutdownNow();
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** Does what the real one does, and something after a step. */
    private abstract static class Accompanied implements OnboardingActivities {
        private final OnboardingActivities living;

        Accompanied(OnboardingActivities living) {
            this.living = living;
        }

        abstract void after(OnboardingStep step);

        @Override
        public void build(OnboardingStep step) {
            living.build(step);
            after(step);
        }

        @Override
        public OwnerChecklist open(OnboardingStep step) {
            var checklist = living.open(step);
            after(step);
            return checklist;
        }

        @Override
        public List<String> remind(OnboardingStep step, int number) {
            return living.remind(step, number);
        }

        @Override
        public String finish(OnboardingStep step) {
            return living.finish(step);
        }

        @Override
        public boolean halt(OnboardingStep step) {
            return living.halt(step);
        }

        @Override
        public void undo(OnboardingStep step) {
            living.undo(step);
        }

        @Override
        public void close(Closing closing) {
            living.close(closing);
        }
    }

    /** Dies in each process after another step: it is committed, but nobody hears of it. */
    private static final class Doomed extends Accompanied {
        final Map<String, String> deadlySteps = new ConcurrentHashMap<>();
        final CountDownLatch dead = new CountDownLatch(STEPS.size());
        private final CountDownLatch end;

        Doomed(OnboardingActivities living, CountDownLatch end) {
            super(living);
            this.end = end;
        }

        @Override
        void after(OnboardingStep step) {
            if (!step.stage().equals(deadlySteps.get(step.process()))) {
                return;
            }
            dead.countDown();
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // the dead do not listen
                }
            }
        }
    }

    /** Remembers what it was asked for. */
    private static final class Watched extends Accompanied {
        private final Set<String> done = ConcurrentHashMap.newKeySet();

        Watched(OnboardingActivities living) {
            super(living);
        }

        @Override
        void after(OnboardingStep step) {
            done.add(step.process() + " " + step.stage());
        }

        void awaitAgain(String process, String stage) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!done.contains(process + " " + stage)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(20);
            }
        }
    }
}
