package co.kendev.spaces.messages;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of the universal event log.
 *
 * @param seq place in the channel, from 1, without gaps
 * @param version the channel's change version at which this message last changed: a post, an edit or a deletion each raise it
 * @param text Markdown source; empty once deleted, as are the metadata and blocks
 * @param html the source rendered and sanitised
 * @param plain the source without marks
 * @param blocks typed, versioned parts beside the text: an array of objects with {@code type} and {@code version}
 */
public record Message(
        MessageId id,
        TenantId tenant,
        SpaceId space,
        ChannelId channel,
        long seq,
        long version,
        Author author,
        MessageType type,
        String text,
        String html,
        String plain,
        @Nullable MessageId thread,
        @Nullable Department department,
        @Nullable String workflow,
        Priority priority,
        @Nullable Journey journey,
        @Nullable JsonNode metadata,
        @Nullable JsonNode blocks,
        @Nullable String clientId,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {

    Message at(long place, long change) {
        return with(place, change, text, html, plain, metadata, blocks, editedAt, deletedAt);
    }

    Message edited(String source, Markdown.Rendered rendered, Instant when) {
        return with(seq, version, source, rendered.html(), rendered.plain(), metadata, blocks, when, deletedAt);
    }

    Message deleted(Instant when) {
        return with(seq, version, "", "", "", null, null, editedAt, when);
    }

    Message redrawn(@Nullable JsonNode drawing) {
        return with(seq, version, text, html, plain, metadata, drawing, editedAt, deletedAt);
    }

    private Message with(
            long seq,
            long version,
            String text,
            String html,
            String plain,
            @Nullable JsonNode metadata,
            @Nullable JsonNode blocks,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt) {
        return new Message(
                id,
                tenant,
                space,
                channel,
                seq,
                version,
                author,
                type,
                text,
                html,
                plain,
                thread,
                department,
                workflow,
                priority,
                journey,
                metadata,
                blocks,
                clientId,
                createdAt,
                editedAt,
                deletedAt);
    }
}
