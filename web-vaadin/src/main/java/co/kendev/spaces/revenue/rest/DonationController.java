package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.revenue.Donation;
import co.kendev.spaces.revenue.Donations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes donations to the Justice Fund. */
@RestController
@Tag(name = "revenue")
class DonationController {
    private final Donations donations;

    DonationController(Donations donations) {
        this.donations = donations;
    }

    /** @param reference the reporter's own id; the same id with the same content is one donation */
    record GiveDonation(
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String donor,
            @Nullable String reference) {}

    /** A donation that was posted. */
    record DonationJson(
            String reference,
            long amountMinor,
            String currency,
            @Nullable String donor,
            String recordedBy,
            Instant at) {
        static DonationJson of(Donation donation) {
            return new DonationJson(
                    donation.reference(),
                    donation.amount().minor(),
                    donation.amount().currency().getCurrencyCode(),
                    donation.donor(),
                    donation.recordedBy(),
                    donation.at());
        }
    }

    @PostMapping("/api/v1/justice/donations")
    @Operation(summary = "Record a donation to the Justice Fund; it is posted at once. For operators")
    @ApiResponse(responseCode = "201", description = "Posted")
    @ApiResponse(responseCode = "200", description = "It was recorded before")
    @ApiResponse(responseCode = "409", description = "The reference stands for other content")
    ResponseEntity<DonationJson> give(@RequestBody GiveDonation body, @Parameter(hidden = true) Actor actor) {
        var fields = new Fields();
        var amount = body.amountMinor();
        if (amount == null) {
            fields.wrong("amountMinor", "is required");
        }
        var currency = fields.text("currency", body.currency());
        var reference = fields.text("reference", body.reference());
        fields.check();
        var taken = donations.give(actor, reference, amount == null ? 0 : amount, currency, body.donor());
        return ResponseEntity.status(taken.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(DonationJson.of(taken.value()));
    }
}
