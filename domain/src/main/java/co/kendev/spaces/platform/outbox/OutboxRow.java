package co.kendev.spaces.platform.outbox;

import co.kendev.spaces.platform.ids.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing the outside must learn.
 *
 * @param topic names the {@link OutboxHandler}
 * @param workflowId the Temporal workflow it concerns, {@code <tenant slug>/<process>/<business key>}
 * @param attempts deliveries tried so far
 */
public record OutboxRow(
        UUID id,
        TenantId tenant,
        String topic,
        String workflowId,
        JsonNode payload,
        State state,
        int attempts,
        Instant dueAt,
        @Nullable String failure,
        Instant createdAt) {

    /** Where a row is on its way. */
    public enum State {
        NEW,
        DONE,
        /** Given up after many attempts; an operator decides. */
        POISON
    }
}
