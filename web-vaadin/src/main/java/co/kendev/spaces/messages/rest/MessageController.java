package co.kendev.spaces.messages.rest;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Department;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.messages.Journey;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Presses;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RequestRefused;
import co.kendev.spaces.spaces.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Posts, reads and changes messages. */
@RestController
@Tag(name = "messages")
class MessageController {
    private final Messages messages;
    private final Presses presses;
    private final Inbox inbox;
    private final Access access;

    MessageController(Messages messages, Presses presses, Inbox inbox, Access access) {
        this.messages = messages;
        this.presses = presses;
        this.inbox = inbox;
        this.access = access;
    }

    /** @param clientId made by the sender; the same id with the same content is one message */
    record PostMessage(
            @Nullable String clientId,
            @Nullable String text,
            @Nullable String type,
            @Nullable UUID thread,
            @Nullable String department,
            @Nullable String workflow,
            @Nullable String priority,
            @Nullable String journey,
            @Nullable JsonNode metadata) {

        Draft draft() {
            var fields = new Fields();
            var id = fields.text("clientId", clientId);
            var words = fields.text("text", text);
            var object = object(fields, "metadata", metadata);
            var kind = parse(fields, "type", type, MessageType::parse);
            var part = parse(fields, "department", department, Department::parse);
            var urgency = parse(fields, "priority", priority, Priority::parse);
            var stage = parse(fields, "journey", journey, Journey::parse);
            fields.check();
            return new Draft(
                    id,
                    kind == null ? MessageType.TEXT : kind,
                    words,
                    thread == null ? null : new MessageId(thread),
                    part,
                    workflow,
                    urgency == null ? Priority.NORMAL : urgency,
                    stage,
                    object,
                    null);
        }

        private static <T> @Nullable T parse(
                Fields fields, String field, @Nullable String word, BiFunction<String, String, T> parser) {
            if (word == null) {
                return null;
            }
            try {
                return parser.apply(word, field);
            } catch (DomainException refusal) {
                fields.wrong(field, refusal.detail());
                return null;
            }
        }
    }

    /**
     * @param action the button that was pressed
     * @param revision of the block as it was drawn when it was pressed
     * @param values what the form held
     */
    record PressBlock(
            @Nullable String action,
            @Nullable Integer revision,
            @Nullable JsonNode values) {}

    record EditMessage(@Nullable String text) {}

    record ReadMark(@Nullable Long seq) {}

    @PostMapping("/api/v1/channels/{channel}/messages")
    @Operation(summary = "Say something; repeating it with the same clientId is harmless")
    @ApiResponse(responseCode = "201", description = "The new message")
    @ApiResponse(responseCode = "200", description = "The message this clientId already made")
    @ApiResponse(responseCode = "409", description = "The clientId was used for other content")
    ResponseEntity<MessageJson> post(
            @PathVariable UUID channel, @RequestBody PostMessage body, @Parameter(hidden = true) Caller caller) {
        var id = new ChannelId(channel);
        var actor = actor(caller, id);
        access.channel(actor, id);
        var posted = messages.post(actor, id, body.draft());
        return answer(posted.created() ? HttpStatus.CREATED : HttpStatus.OK, posted.message());
    }

    @GetMapping("/api/v1/channels/{channel}/messages")
    @Operation(
            summary = "A stretch of the channel, in the order of seq",
            description =
                    "Without a cursor the newest. `next` goes into the parameter that was used, or into `before` when none was.")
    Listed<MessageJson> page(
            @PathVariable UUID channel,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long changedAfter,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var id = new ChannelId(channel);
        var actor = actor(caller, id);
        var page = messages.page(actor, id, cursor(after, before, changedAfter), Listed.limit(limit));
        return new Listed<>(page.items().stream().map(MessageJson::of).toList(), page.next());
    }

    @GetMapping("/api/v1/messages/{message}")
    @Operation(summary = "One message, with its version as ETag")
    ResponseEntity<MessageJson> get(@PathVariable UUID message, @Parameter(hidden = true) Caller caller) {
        var id = new MessageId(message);
        return answer(HttpStatus.OK, messages.get(caller.in(messages.tenantOf(id), "The message"), id));
    }

    @PatchMapping("/api/v1/messages/{message}")
    @Operation(summary = "Change the text of one's own message")
    ResponseEntity<MessageJson> edit(
            @PathVariable UUID message,
            @RequestHeader(name = "If-Match", required = false) @Nullable String version,
            @RequestBody EditMessage body,
            @Parameter(hidden = true) Caller caller) {
        var id = new MessageId(message);
        var actor = caller.in(messages.tenantOf(id), "The message");
        messages.get(actor, id);
        var fields = new Fields();
        var text = fields.text("text", body.text());
        fields.check();
        return answer(HttpStatus.OK, messages.edit(actor, id, seen(version), text));
    }

    @DeleteMapping("/api/v1/messages/{message}")
    @Operation(summary = "Delete a message: one's own, or any for moderators")
    ResponseEntity<MessageJson> delete(
            @PathVariable UUID message,
            @RequestHeader(name = "If-Match", required = false) @Nullable String version,
            @Parameter(hidden = true) Caller caller) {
        var id = new MessageId(message);
        var actor = caller.in(messages.tenantOf(id), "The message");
        messages.get(actor, id);
        return answer(HttpStatus.OK, messages.delete(actor, id, seen(version)));
    }

    @PostMapping("/api/v1/messages/{message}/blocks/{block}/presses")
    @Operation(
            summary = "Press a button of a widget; repeating the same press is harmless",
            description = "Of several who press the same revision the first one's press is carried out.")
    @ApiResponse(responseCode = "200", description = "The message as it is afterwards")
    @ApiResponse(responseCode = "403", description = "The caller may see it, but not press it")
    @ApiResponse(responseCode = "409", description = "Somebody else was first, or the widget has changed since")
    @ApiResponse(responseCode = "410", description = "It is over")
    ResponseEntity<MessageJson> press(
            @PathVariable UUID message,
            @PathVariable String block,
            @RequestBody PressBlock body,
            @Parameter(hidden = true) Caller caller) {
        var id = new MessageId(message);
        var actor = caller.in(messages.tenantOf(id), "The message");
        messages.get(actor, id);
        var fields = new Fields();
        var action = fields.text("action", body.action());
        int revision = number(fields, "revision", body.revision());
        var values = object(fields, "values", body.values());
        fields.check();
        return answer(
                HttpStatus.OK,
                presses.press(
                        actor,
                        id,
                        block,
                        revision,
                        action,
                        values == null ? ApiJson.strict().createObjectNode() : values));
    }

    @PutMapping("/api/v1/channels/{channel}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remember how far the caller has read")
    void read(@PathVariable UUID channel, @RequestBody ReadMark body, @Parameter(hidden = true) Caller caller) {
        var id = new ChannelId(channel);
        var actor = actor(caller, id);
        access.channel(actor, id);
        var seq = body.seq();
        if (seq == null) {
            throw DomainException.invalid("seq", "Say up to which seq you have read.");
        }
        inbox.markRead(actor, id, seq);
    }

    private static int number(Fields fields, String field, @Nullable Integer value) {
        if (value == null) {
            fields.wrong(field, "is required");
            return 0;
        }
        return value;
    }

    private static @Nullable JsonNode object(Fields fields, String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isObject()) {
            ApiJson.check(field, value, fields);
        } else {
            fields.wrong(field, "must be an object");
        }
        return value;
    }

    private Actor actor(Caller caller, ChannelId channel) {
        return caller.in(access.tenantOf(channel), "The channel");
    }

    private static ResponseEntity<MessageJson> answer(HttpStatus status, Message message) {
        return ResponseEntity.status(status)
                .eTag("\"" + message.version() + "\"")
                .body(MessageJson.of(message));
    }

    private static Cursor cursor(@Nullable Long after, @Nullable Long before, @Nullable Long changedAfter) {
        var fields = new Fields();
        if (Stream.of(after != null, before != null, changedAfter != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            fields.wrong(after == null ? "before" : "after", "stands alone: give one of after, before, changedAfter");
        }
        nonNegative(fields, "after", after);
        nonNegative(fields, "before", before);
        nonNegative(fields, "changedAfter", changedAfter);
        fields.check();
        if (after != null) {
            return new Cursor.After(after);
        }
        if (before != null) {
            return new Cursor.Before(before);
        }
        return changedAfter != null ? new Cursor.ChangedAfter(changedAfter) : new Cursor.Newest();
    }

    private static void nonNegative(Fields fields, String field, @Nullable Long value) {
        if (value != null && value < 0) {
            fields.wrong(field, "is 0 or more");
        }
    }

    /** The version somebody saw: {@code 7}, {@code "7"} or {@code W/"7"}. */
    private static long seen(@Nullable String ifMatch) {
        var bare = ifMatch == null ? "" : ifMatch.strip();
        if (bare.startsWith("W/")) {
            bare = bare.substring(2);
        }
        if (bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        try {
            return Long.parseLong(bare);
        } catch (NumberFormatException e) {
            throw new RequestRefused(
                    Problem.Kind.STALE.because("Send If-Match with the version of the message you saw, a number."));
        }
    }
}
