package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.ids.TenantId;
import java.util.List;
import java.util.function.Function;

/**
 * A process about to be opened.
 *
 * @param key the business key; a suffix is added when it was used before by a process that gave it back
 * @param steps names and labels, in their order
 * @param start makes the workflow's start from the ids the process got
 */
public record NewProcess(
        TenantId tenant,
        String tenantSlug,
        String kind,
        String key,
        String title,
        List<Step> steps,
        Function<ProcessId, WorkflowStart> start) {
    public NewProcess {
        steps = List.copyOf(steps);
    }

    /** A step to come. */
    public record Step(String name, String label) {}
}
