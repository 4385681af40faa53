package co.kendev.spaces.platform.process;

import java.util.Map;

/**
 * What the relay needs to tell a running workflow something.
 *
 * @param argument the signal's one argument; carries its own idempotency key, because a telling may be repeated
 */
public record WorkflowSignal(String signal, Map<String, String> argument) {
    /** The outbox topic of a signal. */
    public static final String TOPIC = "workflow.signal";

    public WorkflowSignal {
        argument = Map.copyOf(argument);
    }
}
