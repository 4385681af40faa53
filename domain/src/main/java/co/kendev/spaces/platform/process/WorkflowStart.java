package co.kendev.spaces.platform.process;

import java.util.Map;

/**
 * What the relay needs to start a workflow.
 *
 * @param type the workflow type
 * @param queue the task queue
 * @param input ids and short names, never a secret
 * @param process the kind of process, for operators' searches
 * @param entity the id of what it is about, for operators' searches
 * @param summary one line for the Temporal UI
 * @param details Markdown for the Temporal UI
 */
public record WorkflowStart(
        String type,
        String queue,
        String tenant,
        Map<String, String> input,
        String process,
        String entity,
        String summary,
        String details) {
    /** The outbox topic of a start. */
    public static final String TOPIC = "workflow.start";

    public WorkflowStart {
        input = Map.copyOf(input);
    }
}
