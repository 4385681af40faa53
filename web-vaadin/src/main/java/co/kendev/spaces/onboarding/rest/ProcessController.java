package co.kendev.spaces.onboarding.rest;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows long-running work as its rows have it, and stops it. */
@RestController
@Tag(name = "processes")
class ProcessController {
    private final ProcessAccess access;
    private final Onboardings onboardings;

    ProcessController(ProcessAccess access, Onboardings onboardings) {
        this.access = access;
        this.onboardings = onboardings;
    }

    @GetMapping("/api/v1/processes/{id}")
    @Operation(
            summary = "A process",
            description =
                    "For members of its tenant and operators, or with its status token: as Bearer or as `statusToken`.")
    ResponseEntity<ProcessJson> get(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String statusToken,
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false) @Nullable
                    String authorization,
            @Parameter(hidden = true) @Nullable Caller caller) {
        var token = statusToken;
        if (token == null && caller == null && authorization != null && authorization.startsWith("Bearer ")) {
            token = authorization.substring("Bearer ".length()).strip();
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ProcessJson.of(access.get(new ProcessId(id), token, Optional.ofNullable(caller))));
    }

    @GetMapping("/api/v1/processes")
    @Operation(
            summary = "The processes of the caller's tenants; for operators, of everybody",
            description = "The newest first page, each page ascending; `next` goes into `before`.")
    Listed<ProcessJson> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var fields = new Fields();
        var wanted = fields.choice("state", state, List.of(ProcessState.values()));
        fields.check();
        var most = Listed.limit(limit);
        var page = access.list(caller, kind, wanted, tenant, most, before == null ? null : new ProcessId(before));
        var oldest = page.size() < most ? null : page.getLast().id();
        var next = oldest == null
                        || access.list(caller, kind, wanted, tenant, 1, oldest).isEmpty()
                ? null
                : oldest.value();
        return new Listed<>(page.reversed().stream().map(ProcessJson::of).toList(), next);
    }

    @PostMapping("/api/v1/processes/{id}/cancellation")
    @Operation(summary = "Stop an onboarding; what was built is taken down. For its owner and operators")
    ResponseEntity<ProcessJson> cancel(@PathVariable UUID id, @Parameter(hidden = true) Caller caller) {
        var process = access.get(new ProcessId(id), null, Optional.of(caller));
        if (!process.kind().equals(Onboardings.KIND)) {
            throw DomainException.notFound("The onboarding");
        }
        var actor = access.actorFor(process, caller);
        onboardings.cancel(actor, process.id());
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(ProcessJson.of(again(process, caller)));
    }

    private ProcessStatus again(ProcessStatus process, Caller caller) {
        return access.get(process.id(), null, Optional.of(caller));
    }
}
