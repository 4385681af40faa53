package co.kendev.spaces.onboarding.rest;

import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.ProcessStep;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process as programs and the browser read it.
 *
 * @param statusToken follows the process without a login; only in the answer to the one who began it
 */
@Schema(name = "Process")
record ProcessJson(
        UUID id,
        String kind,
        String key,
        String tenant,
        String title,
        String state,
        String stage,
        @Nullable String blockedOn,
        @Nullable Instant dueAt,
        List<StepJson> steps,
        @Nullable String failure,
        @Nullable String outcome,
        String workflowId,
        @Nullable String spaceSlug,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String statusToken) {

    /** One step of it. */
    @Schema(name = "ProcessStep")
    record StepJson(
            String name,
            String label,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            int attempts,
            @Nullable String failure,
            @Nullable String note) {
        static StepJson of(ProcessStep step) {
            return new StepJson(
                    step.name(),
                    step.label(),
                    step.state().word(),
                    step.startedAt(),
                    step.finishedAt(),
                    step.attempts(),
                    step.failure(),
                    step.note());
        }
    }

    static ProcessJson of(ProcessStatus process) {
        return of(process, null);
    }

    static ProcessJson of(ProcessStatus process, @Nullable String statusToken) {
        return new ProcessJson(
                process.id().value(),
                process.kind(),
                process.key(),
                process.tenantSlug(),
                process.title(),
                process.state().word(),
                process.stage(),
                process.blockedOn(),
                process.dueAt(),
                process.steps().stream().map(StepJson::of).toList(),
                process.failure(),
                process.outcome(),
                process.workflowId(),
                process.spaceSlug(),
                process.createdAt(),
                process.finishedAt(),
                statusToken);
    }
}
