package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.revenue.SetupFees;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what building a space costs, and takes the word that it was paid. */
@RestController
@Tag(name = "revenue")
class SetupFeeController {
    private final SetupFees fees;
    private final Tenants tenants;
    private final ActingTenant acting;

    SetupFeeController(SetupFees fees, Tenants tenants, ActingTenant acting) {
        this.fees = fees;
        this.tenants = tenants;
        this.acting = acting;
    }

    @GetMapping("/api/v1/setup-fee")
    @Operation(summary = "The setup fee of a tenant: who pays what, and how it was divided")
    FeeJson get(@RequestParam(required = false) @Nullable String tenant, @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var fee = fees.of(actor).orElseThrow(() -> DomainException.notFound("The setup fee"));
        return FeeJson.of(slug(actor), fee, fees.mayRecord(actor));
    }

    @PostMapping("/api/v1/setup-fee/payment")
    @Operation(summary = "Record that the setup fee was paid; it is divided once. For the owner and operators")
    @ApiResponse(responseCode = "201", description = "Recorded and divided")
    @ApiResponse(responseCode = "200", description = "It was recorded before")
    @ApiResponse(responseCode = "409", description = "Another amount is to be paid by now")
    ResponseEntity<FeeJson> receive(
            @RequestBody(required = false) @Nullable RecordFee body,
            @RequestParam(required = false) @Nullable String tenant,
            @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var taken = fees.receive(actor, body == null ? null : body.payableMinor());
        return ResponseEntity.status(taken.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(FeeJson.of(slug(actor), taken.value(), true));
    }

    /** @param payableMinor what was paid, as it was shown; absent for what the card shows */
    record RecordFee(@Nullable Long payableMinor) {}

    private String slug(Actor actor) {
        return tenants.get(actor.tenant()).slug();
    }
}
