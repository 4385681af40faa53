package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.revenue.Agreement;
import co.kendev.spaces.revenue.Agreements;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes proposals of other terms, and shows what was agreed. */
@RestController
@Tag(name = "revenue")
class AgreementController {
    private final Agreements agreements;
    private final Approvals approvals;
    private final Tenants tenants;
    private final ActingTenant acting;

    AgreementController(Agreements agreements, Approvals approvals, Tenants tenants, ActingTenant acting) {
        this.agreements = agreements;
        this.approvals = approvals;
        this.tenants = tenants;
        this.acting = acting;
    }

    @PostMapping("/api/v1/agreements")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Propose terms: operators to a tenant, whose owner decides; the owner to the platform",
            description = "The answer is the proposal with its approval; the terms count when that is approved.")
    @ApiResponse(responseCode = "201", description = "Proposed")
    @ApiResponse(responseCode = "409", description = "A sale on or after the first day is posted already")
    AgreementJson propose(@RequestBody ProposeAgreement body, @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, body.tenant());
        var wanted = body.wanted();
        var approval = agreements.propose(actor, wanted.terms(), wanted.effectiveFrom());
        return AgreementJson.of(slug(actor), agreements.proposed(approval));
    }

    @GetMapping("/api/v1/agreements")
    @Operation(summary = "The agreements of a tenant: the standard, every version, and what is proposed")
    Listed<AgreementJson> list(
            @RequestParam(required = false) @Nullable String tenant, @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var slug = slug(actor);
        var all = new ArrayList<AgreementJson>();
        agreements
                .of(actor)
                .forEach(agreement -> all.add(AgreementJson.of(slug, agreement, approval(actor, agreement))));
        agreements.proposed(actor).reversed().forEach(proposed -> all.add(AgreementJson.of(slug, proposed)));
        return new Listed<>(all, null);
    }

    private @Nullable Approval approval(Actor actor, Agreement agreement) {
        var id = agreement.approval();
        return id == null
                ? null
                : approvals.find(actor.tenant(), new ApprovalId(id)).orElse(null);
    }

    private String slug(Actor actor) {
        return tenants.get(actor.tenant()).slug();
    }
}
