package co.kendev.spaces.platform.workflow;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;

/** What every workflow hears that waits by business time. */
@WorkflowInterface
public interface BusinessClock {
    /** Business time is so far ahead; hearing it twice, or an older one late, is harmless. */
    @SignalMethod(name = "clock")
    void moved(ClockOffset offset);
}
