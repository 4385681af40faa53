package co.kendev.spaces.onboarding.workflow;

import static co.kendev.spaces.platform.workflow.ActivityProfiles.database;

import co.kendev.spaces.platform.workflow.BusinessWaits;
import co.kendev.spaces.platform.workflow.SearchKeys;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The story of an onboarding, top to bottom. */
public final class OnboardingWorkflowImpl implements OnboardingWorkflow {
    private static final List<Duration> REMINDERS = List.of(Duration.ofHours(24), Duration.ofHours(72));
    private static final Duration PATIENCE = Duration.ofDays(7);

    private final OnboardingInput input;
    private final OnboardingDetails details = new OnboardingDetails();
    private final BusinessWaits waits = new BusinessWaits();
    private final CancellationScope construction = Workflow.newCancellationScope(this::construct);
    private final Deque<String> built = new ArrayDeque<>();
    private final List<String> open = new ArrayList<>();
    private final Set<String> ticked = new LinkedHashSet<>();
    private String ending = "";

    @WorkflowInit
    public OnboardingWorkflowImpl(OnboardingInput input) {
        this.input = input;
    }

    @Override
    public String run(OnboardingInput again) {
        try {
            construction.run();
            return ending;
        } catch (TemporalFailure failure) {
            return takeDown(failure);
        }
    }

    private void construct() {
        build("reserve", "Reserve the name");
        build("space", "Lay out the space and its look");
        build("channels", "Open categories and channels");
        build("roles", "Hand out roles and permissions");
        build("agents", "Introduce the AI partners");
        build("content", "Write the first messages");
        build("invite", "Let the owner in");
        waitForOwner(openTheDoor());
        ending = finish();
    }

    @Override
    public void checklist(ChecklistTick tick) {
        ticked.add(tick.item());
    }

    @Override
    public void cancel(CancelRequest request) {
        construction.cancel(request.reason());
    }

    private void build(String stage, String summary) {
        enter(stage);
        built.push(stage); // before the step: a step that half happened is taken back too
        activities(summary).build(step(stage));
    }

    private Instant openTheDoor() {
        enter("checklist");
        built.push("checklist");
        var checklist = activities("Open the space to its owner").open(step("checklist"));
        open.addAll(checklist.open());
        waits.learn(Duration.ofSeconds(checklist.clockOffsetSeconds()));
        return checklist.openedAt();
    }

    private void waitForOwner(Instant since) {
        for (int number = 1; number <= REMINDERS.size(); number++) {
            if (ownerIsDone(since.plus(REMINDERS.get(number - 1)), "Reminder " + number + " to the owner")) return;
            var stillOpen = activities("Reminder " + number + " to the owner").remind(step("checklist"), number);
            open.retainAll(stillOpen); // the rows know best, should a signal have been lost
        }
        ownerIsDone(since.plus(PATIENCE), "The space goes on without the open steps");
    }

    private boolean ownerIsDone(Instant until, String then) {
        if (!stillOpen().isEmpty()) blockedOnOwner(until);
        return waits.until(() -> stillOpen().isEmpty(), until, then);
    }

    private String finish() {
        enter("active");
        var words = activities("Say that the space is active").finish(step("active"));
        details.ended(words);
        return words;
    }

    /** Whatever was built goes, in reverse order, unless people live there already. */
    private String takeDown(TemporalFailure failure) {
        boolean cancelled = cancelled(failure);
        var reason = reason(failure);
        Workflow.newDetachedCancellationScope(() -> {
                    details.takenDown(reason);
                    boolean empty =
                            activities("Nothing more is built: " + reason).halt(step("undo"));
                    while (empty && !built.isEmpty()) {
                        var stage = built.pop();
                        activities("Take back: " + stage).undo(step(stage));
                    }
                    activities("Close: " + reason)
                            .close(new Closing(input.tenantId(), input.process(), cancelled, reason));
                    Workflow.upsertTypedSearchAttributes(
                            SearchKeys.STAGE.valueSet(cancelled ? "cancelled" : "failed"),
                            SearchKeys.NEEDS_HUMAN.valueSet(false));
                })
                .run();
        if (cancelled && construction.isCancelRequested() && !isCancelledFromOutside()) return "cancelled";
        throw failure;
    }

    private static boolean isCancelledFromOutside() {
        return CancellationScope.current().isCancelRequested();
    }

    private static boolean cancelled(TemporalFailure failure) {
        return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    }

    private String reason(TemporalFailure failure) {
        if (cancelled(failure)) {
            var given = construction.getCancellationReason();
            return given == null || given.isBlank() ? "cancelled" : given;
        }
        if (failure instanceof ActivityFailure && failure.getCause() instanceof ApplicationFailure refused)
            return refused.getOriginalMessage();
        return failure.getOriginalMessage() == null ? "unknown reason" : failure.getOriginalMessage();
    }

    private void enter(String stage) {
        details.entered(stage);
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.STAGE.valueSet(stage),
                SearchKeys.BLOCKED_ON.valueUnset(),
                SearchKeys.DUE_AT.valueUnset(),
                SearchKeys.NEEDS_HUMAN.valueSet(false));
    }

    private void blockedOnOwner(Instant until) {
        details.waiting(stillOpen(), until);
        Workflow.upsertTypedSearchAttributes(
                SearchKeys.BLOCKED_ON.valueSet("owner"),
                SearchKeys.DUE_AT.valueSet(until.atOffset(ZoneOffset.UTC)),
                SearchKeys.NEEDS_HUMAN.valueSet(true));
    }

    private List<String> stillOpen() {
        return open.stream().filter(item -> !ticked.contains(item)).toList();
    }

    private OnboardingActivities activities(String summary) {
        return Workflow.newActivityStub(OnboardingActivities.class, database(input.tenant(), summary));
    }

    private OnboardingStep step(String stage) {
        return new OnboardingStep(input.tenantId(), input.process(), stage);
    }
}
