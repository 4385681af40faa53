package co.kendev.spaces.approvals.rest;

import co.kendev.spaces.approvals.ApprovalFilter;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.State;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.approvals.web.ApprovalAccess;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.platform.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows what waits for somebody's word, and takes that word. */
@RestController
@Tag(name = "approvals")
class ApprovalController {
    private final ApprovalAccess access;
    private final Approvals approvals;

    ApprovalController(ApprovalAccess access, Approvals approvals) {
        this.access = access;
        this.approvals = approvals;
    }

    /**
     * @param decision approve or reject
     * @param comment a few words
     * @param edits fields to change before it happens, with their new values
     * @param revision as which the caller has seen it; absent for whatever it is by now
     */
    record Decide(
            @Nullable String decision,
            @Nullable String comment,
            @Nullable JsonNode edits,
            @Nullable Integer revision) {

        Verdict verdict() {
            var fields = new Fields();
            var verdict = fields.choice("decision", decision, List.of(Verdict.values()));
            if (decision == null) {
                fields.wrong("decision", "is required");
            }
            if (edits != null && !edits.isNull()) {
                if (edits.isObject()) {
                    ApiJson.check("edits", edits, fields);
                } else {
                    fields.wrong("edits", "must be an object");
                }
            }
            fields.check();
            return Objects.requireNonNull(verdict);
        }
    }

    /**
     * @param decision approve or reject
     * @param approvals those that were shown
     */
    record DecideAll(
            @Nullable String decision,
            @Nullable String comment,
            @Nullable List<@Nullable ShownJson> approvals) {

        Verdict verdict() {
            return new Decide(decision, comment, null, null).verdict();
        }

        List<Approvals.Shown> shown() {
            var fields = new Fields();
            var shown = new ArrayList<Approvals.Shown>();
            var given = approvals == null ? List.<@Nullable ShownJson>of() : approvals;
            if (given.isEmpty()) {
                fields.wrong("approvals", "is required");
            }
            for (int i = 0; i < given.size(); i++) {
                var each = given.get(i);
                if (each == null || each.id() == null || each.revision() == null) {
                    fields.wrong("approvals[" + i + "]", "needs an id and the revision that was shown");
                } else {
                    shown.add(new Approvals.Shown(new ApprovalId(each.id()), each.revision()));
                }
            }
            fields.check();
            return shown;
        }
    }

    /** An approval in the revision in which it was shown. */
    @Schema(name = "ShownApproval")
    record ShownJson(@Nullable UUID id, @Nullable Integer revision) {}

    /**
     * What became of several.
     *
     * @param waiting how many more of the same are open, which were not among them
     */
    @Schema(name = "DecidedApprovals")
    record Decided(List<OutcomeJson> items, int waiting) {}

    /** What became of one of them: either the approval or why not. */
    @Schema(name = "DecidedApproval")
    record OutcomeJson(
            UUID id,
            @Nullable ApprovalJson approval,
            @Nullable Problem problem) {
        static OutcomeJson of(Approvals.Outcome outcome) {
            var approval = outcome.approval();
            var refusal = outcome.refusal();
            return new OutcomeJson(
                    outcome.id().value(),
                    approval == null ? null : ApprovalJson.of(approval),
                    refusal == null ? null : Problem.of(refusal));
        }
    }

    @GetMapping("/api/v1/approvals")
    @Operation(
            summary = "The approvals the caller may see",
            description =
                    "Of the token's tenant, or with the login cookie of all the caller's; operators may name any tenant and"
                            + " see what operators decide there. The newest first page, each page ascending; `next` goes into `before`.")
    Listed<ApprovalJson> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Actor actor) {
        var fields = new Fields();
        var wanted = fields.choice("state", state, List.of(State.values()));
        fields.check();
        var most = Listed.limit(limit);
        var page = access.list(actor, filter(wanted, tenant, most, before));
        var oldest = page.size() < most ? null : page.getLast().approval().id().value();
        var next = oldest == null
                        || access.list(actor, filter(wanted, tenant, 1, oldest)).isEmpty()
                ? null
                : oldest;
        return new Listed<>(
                page.reversed().stream()
                        .map(seen -> ApprovalJson.of(seen.approval()))
                        .toList(),
                next);
    }

    @GetMapping("/api/v1/approvals/{id}")
    @Operation(summary = "An approval")
    ResponseEntity<ApprovalJson> get(@PathVariable UUID id, @Parameter(hidden = true) Actor actor) {
        return answer(ApprovalJson.of(access.get(actor, new ApprovalId(id)).approval()));
    }

    @PostMapping("/api/v1/approvals/{id}/decisions")
    @Operation(
            summary = "Approve or reject a proposal; the same decision of the same person again is harmless",
            description = "What is approved happens in the same transaction. The first of two keys leaves it `open`.")
    @ApiResponse(responseCode = "200", description = "The approval as it is afterwards")
    @ApiResponse(responseCode = "403", description = "The caller may see it, but not decide it, or proposed it")
    @ApiResponse(responseCode = "409", description = "It was decided otherwise, or cannot be carried out")
    @ApiResponse(responseCode = "410", description = "It has expired or was withdrawn")
    @ApiResponse(responseCode = "412", description = "It was changed since the `revision` that the caller has seen")
    @ApiResponse(responseCode = "422", description = "An edit goes beyond what the approval covers: `edits.<field>`")
    ResponseEntity<ApprovalJson> decide(
            @PathVariable UUID id, @RequestBody Decide body, @Parameter(hidden = true) Actor actor) {
        var seen = access.get(actor, new ApprovalId(id));
        return answer(ApprovalJson.of(approvals.decide(
                seen.actor(), seen.approval().id(), body.revision(), body.verdict(), body.comment(), body.edits())));
    }

    @PostMapping("/api/v1/approvals/decisions")
    @Operation(
            summary = "Approve or reject equal proposals in one go",
            description =
                    "Of one batch, with the same content; each only in the revision that the caller has seen. Each is"
                            + " decided for itself, and those that are refused say why. `waiting` counts equal ones that came meanwhile.")
    @ApiResponse(responseCode = "200", description = "What became of each")
    @ApiResponse(responseCode = "404", description = "The caller may not see the first of them")
    ResponseEntity<Decided> decideAll(@RequestBody DecideAll body, @Parameter(hidden = true) Actor actor) {
        var verdict = body.verdict();
        var shown = body.shown();
        var seen = access.get(actor, shown.getFirst().id());
        var batch = approvals.decideAll(seen.actor(), shown, verdict, body.comment());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Decided(batch.outcomes().stream().map(OutcomeJson::of).toList(), batch.waiting()));
    }

    @PostMapping("/api/v1/approvals/{id}/withdrawal")
    @Operation(summary = "Take a proposal back that the caller made; again is harmless")
    @ApiResponse(responseCode = "200", description = "The approval as it is afterwards")
    @ApiResponse(responseCode = "403", description = "Somebody else proposed it")
    @ApiResponse(responseCode = "409", description = "It was decided before")
    @ApiResponse(responseCode = "410", description = "It has expired")
    ResponseEntity<ApprovalJson> withdraw(@PathVariable UUID id, @Parameter(hidden = true) Actor actor) {
        var seen = access.get(actor, new ApprovalId(id));
        return answer(
                ApprovalJson.of(approvals.withdraw(seen.actor(), seen.approval().id())));
    }

    private static ApprovalFilter filter(
            @Nullable State state, @Nullable String tenant, int limit, @Nullable UUID before) {
        return new ApprovalFilter(state, tenant, limit, before == null ? null : new ApprovalId(before));
    }

    private static ResponseEntity<ApprovalJson> answer(ApprovalJson approval) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(approval);
    }
}
