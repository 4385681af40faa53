package co.kendev.spaces.messages.rest;

import co.kendev.spaces.messages.Department;
import co.kendev.spaces.messages.Journey;
import co.kendev.spaces.messages.Message;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message as programs and the browser read it. */
@Schema(name = "Message")
record MessageJson(
        UUID id,
        UUID channel,
        long seq,
        long version,
        AuthorJson author,
        String type,
        String text,
        String html,
        @Nullable UUID thread,
        @Nullable String department,
        @Nullable String workflow,
        String priority,
        @Nullable String journey,
        @Schema(type = "object") @Nullable JsonNode metadata,
        @Schema(type = "array") @Nullable JsonNode blocks,
        @Nullable String clientId,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {

    /** Who wrote it. */
    @Schema(name = "Author")
    record AuthorJson(UUID id, String name, String kind) {}

    static MessageJson of(Message message) {
        var author = message.author();
        var thread = message.thread();
        return new MessageJson(
                message.id().value(),
                message.channel().value(),
                message.seq(),
                message.version(),
                new AuthorJson(author.id(), author.name(), author.kind().word()),
                message.type().word(),
                message.text(),
                message.html(),
                thread == null ? null : thread.value(),
                word(message.department()),
                message.workflow(),
                message.priority().word(),
                word(message.journey()),
                message.metadata(),
                message.blocks(),
                message.clientId(),
                message.createdAt(),
                message.editedAt(),
                message.deletedAt());
    }

    private static @Nullable String word(@Nullable Department department) {
        return department == null ? null : department.word();
    }

    private static @Nullable String word(@Nullable Journey journey) {
        return journey == null ? null : journey.word();
    }
}
