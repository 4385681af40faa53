package co.kendev.spaces.platform.activity;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Asks Temporal again and again whether it is there, and tells the others when it is back. */
@Component
class TemporalConnection implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalConnection.class);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final Duration WHILE_UP = Duration.ofSeconds(3);
    private static final Duration WHILE_DOWN_FIRST = Duration.ofMillis(250);
    private static final Duration WHILE_DOWN_MAX = Duration.ofSeconds(3);

    private final WorkflowServiceStubs stubs;
    private final TemporalProperties properties;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile boolean running;
    private volatile boolean up;
    private volatile Instant since;
    private volatile String trouble = "not asked yet";
    /** The namespace's own id: another one under the same name means that Temporal has lost its data. */
    private volatile String identity = "";

    private @Nullable Thread thread;

    TemporalConnection(
            WorkflowServiceStubs stubs, TemporalProperties properties, ApplicationEventPublisher events, Clock clock) {
        this.stubs = stubs;
        this.properties = properties;
        this.events = events;
        this.clock = clock;
        this.since = clock.instant();
    }

    boolean isUp() {
        return up;
    }

    /** Since when it is as it is. */
    Instant since() {
        return since;
    }

    /** Why it is away, in words; empty while it is there. */
    String trouble() {
        return up ? "" : trouble;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("temporal-connection").start(this::watch);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Begins after the workers and the relay, which wait for its word, and ends before them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 200;
    }

    private void watch() {
        var pause = WHILE_DOWN_FIRST;
        while (running) {
            var before = identity;
            boolean answers = answers();
            pause = answers ? WHILE_UP : up ? WHILE_DOWN_FIRST : longer(pause);
            tell(answers, !before.equals(identity));
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(WHILE_DOWN_MAX) > 0 ? WHILE_DOWN_MAX : doubled;
    }

    private void tell(boolean answers, boolean another) {
        if (answers && up && another) {
            LOG.warn("Temporal at {} has lost its data while nobody looked", properties.target());
            up = false;
        }
        if (answers == up) {
            return;
        }
        up = answers;
        since = clock.instant();
        if (!answers) {
            LOG.warn(
                    "Temporal at {} does not answer: {}. Everything goes on, processes wait.",
                    properties.target(),
                    trouble);
            return;
        }
        LOG.info("Temporal at {} answers", properties.target());
        try {
            events.publishEvent(new TemporalUp());
        } catch (RuntimeException e) {
            // told again at the next look: what failed here may succeed then
            LOG.warn("Temporal is back, but not everything could be told: {}", e.toString());
            up = false;
        }
    }

    private boolean answers() {
        try {
            identity = stubs.blockingStub()
                    .withDeadlineAfter(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(properties.namespace())
                            .build())
                    .getNamespaceInfo()
                    .getId();
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == io.grpc.Status.Code.UNIMPLEMENTED) {
                return true; // the in-JVM test server knows no namespaces, but it answers
            }
            trouble = e.getStatus().getCode() + " " + e.getStatus().getDescription();
            return false;
        } catch (RuntimeException e) {
            trouble = e.toString();
            return false;
        }
    }
}
