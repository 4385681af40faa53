package co.kendev.spaces.revenue.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Hand-written activities that write down what was asked of them. */
final class RecordingMonth implements MonthCloseActivities {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Map<String, RuntimeException> once = new ConcurrentHashMap<>();
    /** How often something is still queued. */
    final AtomicInteger queued = new AtomicInteger();

    @Override
    public boolean isSettled(MonthCloseInput close) {
        say("settle");
        return queued.getAndDecrement() <= 0;
    }

    @Override
    public void trueUp(MonthCloseInput close) {
        say("true-up");
    }

    @Override
    public void state(MonthCloseInput close) {
        say("state");
    }

    @Override
    public void check(MonthCloseInput close) {
        say("check");
    }

    @Override
    public String announce(MonthCloseInput close) {
        say("announce");
        return "closed, 7 statements";
    }

    private void say(String call) {
        calls.add(call);
        var failure = once.remove(call);
        if (failure != null) throw failure;
    }
}
