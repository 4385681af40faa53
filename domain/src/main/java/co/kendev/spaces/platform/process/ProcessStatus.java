package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.ids.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process as people see it.
 *
 * @param key the business key, unique with the kind
 * @param blockedOn who is awaited
 * @param failure why it does not go on, or did not succeed
 * @param outcome how it ended, in words
 * @param spaceSlug the space it made, from the moment that one can be entered
 */
public record ProcessStatus(
        ProcessId id,
        TenantId tenant,
        String tenantSlug,
        String kind,
        String key,
        String title,
        ProcessState state,
        String stage,
        @Nullable String blockedOn,
        @Nullable Instant dueAt,
        int attempts,
        @Nullable String failure,
        @Nullable String outcome,
        @Nullable String spaceSlug,
        String workflowId,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        List<ProcessStep> steps) {
    public ProcessStatus {
        steps = List.copyOf(steps);
    }

    /** The step of a name, if the process has it. */
    public java.util.Optional<ProcessStep> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }
}
