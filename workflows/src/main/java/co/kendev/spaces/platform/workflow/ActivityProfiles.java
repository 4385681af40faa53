package co.kendev.spaces.platform.workflow;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The only place that makes activity options: one profile per kind of resource. */
public final class ActivityProfiles {
    /** Failure type of a refusal that no repetition can change. */
    public static final String REFUSED = "Refused";

    private static final Duration DATABASE_STEP_MAX = Duration.ofSeconds(5);

    /** Many times what a month of a hundred thousand postings takes. */
    private static final Duration BOOKS_MAX = Duration.ofMinutes(1);

    /** Longer than any outage that somebody still waits for. */
    private static final Duration DATABASE_AWAY_MAX = Duration.ofDays(60);

    private static final Duration UPKEEP_MAX = Duration.ofMinutes(30);
    private static final Duration UPKEEP_SILENCE_MAX = Duration.ofMinutes(1);

    private ActivityProfiles() {}

    /**
     * One short transaction in our own database. It is repeated for as long as the database is away, soon at first, because a
     * killed worker is the usual reason and another one is already waiting.
     */
    public static ActivityOptions database(String tenant, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CORE)
                .setSummary(summary)
                .setStartToCloseTimeout(DATABASE_STEP_MAX)
                // said in so many words, because the in-JVM server takes the time of one attempt for the time of all of
                // them
                .setScheduleToCloseTimeout(DATABASE_AWAY_MAX)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(250))
                        .setBackoffCoefficient(2)
                        .setMaximumInterval(Duration.ofSeconds(10))
                        .setDoNotRetry(REFUSED)
                        .build())
                .setPriority(fairTo(tenant))
                .build();
    }

    /** One longer transaction over much of a tenant's data; otherwise like {@link #database}. */
    public static ActivityOptions books(String tenant, String summary) {
        return ActivityOptions.newBuilder(database(tenant, summary))
                .setStartToCloseTimeout(BOOKS_MAX)
                .build();
    }

    /** A job over all tenants; when it fails three times, the next round does it. */
    public static ActivityOptions upkeep(String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CORE)
                .setSummary(summary)
                .setStartToCloseTimeout(UPKEEP_MAX)
                .setHeartbeatTimeout(UPKEEP_SILENCE_MAX)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(5))
                        .setMaximumAttempts(3)
                        .build())
                .build();
    }

    /** One tenant's flood must not hold up the others in a shared queue. */
    public static Priority fairTo(String tenant) {
        return Priority.newBuilder().setFairnessKey(tenant).build();
    }
}
