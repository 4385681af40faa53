package co.kendev.spaces.onboarding.workflow;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hand-written activities that write down what was asked of them. */
final class RecordingActivities implements OnboardingActivities {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<String> open = Collections.synchronizedList(new ArrayList<>());
    final Map<String, RuntimeException> once = new ConcurrentHashMap<>();
    final Map<String, RuntimeException> always = new ConcurrentHashMap<>();
    volatile Instant openedAt;
    volatile Duration clockOffset = Duration.ZERO;
    volatile Instant finishedAt = Instant.MIN;
    volatile boolean inhabited;
    volatile Closing closing = new Closing("", "", false, "");

    private final InstantSource clock;

    RecordingActivities(InstantSource clock, String... open) {
        this.clock = clock;
        this.openedAt = clock.instant();
        this.open.addAll(List.of(open));
    }

    static RuntimeException refused(String why) {
        return ApplicationFailure.newNonRetryableFailure(why, "Refused");
    }

    @Override
    public void build(OnboardingStep step) {
        say("build " + step.stage());
    }

    @Override
    public OwnerChecklist open(OnboardingStep step) {
        say("open");
        return new OwnerChecklist(List.copyOf(open), openedAt, clockOffset.toSeconds());
    }

    @Override
    public List<String> remind(OnboardingStep step, int number) {
        say("remind " + number);
        return List.copyOf(open);
    }

    @Override
    public String finish(OnboardingStep step) {
        say("finish");
        finishedAt = clock.instant();
        return open.isEmpty() ? "active" : "active, " + open.size() + (open.size() == 1 ? " step open" : " steps open");
    }

    @Override
    public boolean halt(OnboardingStep step) {
        say("halt");
        return !inhabited;
    }

    @Override
    public void undo(OnboardingStep step) {
        say("undo " + step.stage());
    }

    @Override
    public void close(Closing closing) {
        say("close");
        this.closing = closing;
    }

    void awaitCall(String call) throws InterruptedException {
        while (!calls.contains(call)) Thread.sleep(5);
    }

    private void say(String call) {
        calls.add(call);
        var now = once.remove(call);
        if (now != null) throw now;
        var ever = always.get(call);
        if (ever != null) throw ever;
    }
}
