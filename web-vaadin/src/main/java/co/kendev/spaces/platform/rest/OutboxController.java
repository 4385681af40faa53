package co.kendev.spaces.platform.rest;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what waits for the outside, and gives what was set aside another chance. */
@RestController
@Tag(name = "operators")
class OutboxController {
    private final OutboxQueue outbox;

    OutboxController(OutboxQueue outbox) {
        this.outbox = outbox;
    }

    /** A row without its payload, which is nobody's business here. */
    @Schema(name = "OutboxRow")
    record RowJson(
            UUID id,
            UUID tenant,
            String topic,
            String workflowId,
            String state,
            int attempts,
            Instant dueAt,
            @Nullable String failure,
            Instant createdAt) {
        static RowJson of(OutboxRow row) {
            return new RowJson(
                    row.id(),
                    row.tenant().value(),
                    row.topic(),
                    row.workflowId(),
                    row.state().name().toLowerCase(Locale.ROOT),
                    row.attempts(),
                    row.dueAt(),
                    row.failure(),
                    row.createdAt());
        }
    }

    @GetMapping("/api/v1/outbox")
    @Operation(
            summary = "What waits for the outside; for operators",
            description = "The newest first page, each page ascending; `next` goes into `before`.")
    Listed<RowJson> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Actor actor) {
        var fields = new Fields();
        var wanted = fields.choice("state", state, List.of(OutboxRow.State.values()));
        fields.check();
        var most = Listed.limit(limit);
        // one more than asked tells whether there is more
        var found = outbox.list(actor, wanted == null ? OutboxRow.State.NEW : wanted, before, most + 1);
        var page = found.subList(Math.max(0, found.size() - most), found.size());
        return new Listed<>(
                page.stream().map(RowJson::of).toList(),
                found.size() > most ? page.getFirst().id() : null);
    }

    @PostMapping("/api/v1/outbox/{id}/revival")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Try a row again that was set aside; for operators")
    void revive(@PathVariable UUID id, @Parameter(hidden = true) Actor actor) {
        if (!actor.operator()) {
            throw DomainException.notFound("The row");
        }
        outbox.revive(actor, id);
    }
}
