package co.kendev.spaces.messages;

import co.kendev.spaces.platform.ids.MessageId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants to say.
 *
 * @param clientId made by the sender, unique per author and channel: the same id with the same content is one message
 */
public record Draft(
        @Nullable String clientId,
        MessageType type,
        String text,
        @Nullable MessageId thread,
        @Nullable Department department,
        @Nullable String workflow,
        Priority priority,
        @Nullable Journey journey,
        @Nullable JsonNode metadata,
        @Nullable JsonNode blocks) {

    /** Plain words, nothing else. */
    public static Draft text(@Nullable String clientId, String text) {
        return new Draft(clientId, MessageType.TEXT, text, null, null, null, Priority.NORMAL, null, null, null);
    }
}
