package co.kendev.spaces.messages.rest;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.spaces.rest.Addressed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the channels of a space, with what waits in each. */
@RestController
@Tag(name = "spaces")
class ChannelController {
    private final Inbox inbox;
    private final Addressed addressed;

    ChannelController(Inbox inbox, Addressed addressed) {
        this.inbox = inbox;
        this.addressed = addressed;
    }

    @Schema(name = "Channel")
    record ChannelJson(
            UUID id, String name, String kind, String topic, String category, long lastSeq, long readSeq, int unread) {}

    @GetMapping("/api/v1/spaces/{space}/channels")
    @Operation(
            summary =
                    "The channels of a space, by id or slug, that the caller may see, as the space orders them; `next` goes into `after`")
    Listed<ChannelJson> channels(
            @PathVariable String space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var at = addressed.space(caller, space);
        var all = inbox.channels(at.actor(), at.space()).stream()
                .map(entry -> new ChannelJson(
                        entry.access().channel().id().value(),
                        entry.access().channel().name(),
                        entry.access().channel().kind().word(),
                        entry.access().channel().topic(),
                        entry.access().channel().category(),
                        entry.lastSeq(),
                        entry.readSeq(),
                        entry.unread()))
                .toList();
        return Listed.of(all, ChannelJson::id, after, limit);
    }
}
