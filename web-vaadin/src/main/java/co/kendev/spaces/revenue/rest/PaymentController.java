package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.revenue.pricing.Contribution;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes payments and refunds, and shows how each was divided. */
@RestController
@Tag(name = "revenue")
class PaymentController {
    private final Payments payments;
    private final Distributions distributions;
    private final ActingTenant acting;

    PaymentController(Payments payments, Distributions distributions, ActingTenant acting) {
        this.payments = payments;
        this.distributions = distributions;
        this.acting = acting;
    }

    /** @param eventId the reporter's own id; the same id with the same content is one payment */
    record RecordPayment(
            @Nullable String eventId,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String occurredAt,
            @Nullable String heldBy,
            @Nullable String reference,
            @Nullable Long taxMinor,
            @Nullable Long shippingMinor,
            @Nullable List<@Nullable Share> contributions) {

        /** The work of one agent on the sale. */
        record Share(@Nullable String agent, @Nullable Long weight) {}

        PaymentOrder order() {
            var fields = new Fields();
            var id = fields.text("eventId", eventId);
            var amount = number(fields, "amountMinor", amountMinor);
            var code = fields.text("currency", currency);
            var at = instant(fields, fields.text("occurredAt", occurredAt));
            var holder = fields.choice("heldBy", heldBy, List.of(HeldBy.values()));
            var work = contributions(fields);
            fields.check();
            return new PaymentOrder(
                    id,
                    amount,
                    code,
                    at.toInstant(),
                    holder == null ? HeldBy.PLATFORM : holder,
                    reference == null || reference.isBlank() ? null : reference.strip(),
                    taxMinor == null ? 0 : taxMinor,
                    shippingMinor == null ? 0 : shippingMinor,
                    work,
                    null);
        }

        private List<Contribution> contributions(Fields fields) {
            var work = new ArrayList<Contribution>();
            var given = contributions == null ? List.<@Nullable Share>of() : contributions;
            for (int i = 0; i < given.size(); i++) {
                var share = given.get(i);
                var path = "contributions[" + i + "]";
                if (share == null) {
                    fields.wrong(path, "is required");
                    continue;
                }
                work.add(new Contribution(
                        fields.text(path + ".agent", share.agent()), number(fields, path + ".weight", share.weight())));
            }
            return work;
        }

        private static OffsetDateTime instant(Fields fields, String text) {
            try {
                return OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                if (!text.isEmpty()) {
                    fields.wrong("occurredAt", "is no time; one looks like 2026-11-26T10:15:00Z");
                }
                return OffsetDateTime.MIN;
            }
        }
    }

    record RecordRefund(
            @Nullable String refundId,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String reason,
            @Nullable Long taxMinor,
            @Nullable Long shippingMinor) {

        RefundOrder order(String eventId) {
            var fields = new Fields();
            var id = fields.text("refundId", refundId);
            var amount = number(fields, "amountMinor", amountMinor);
            var why = fields.text("reason", reason);
            fields.check();
            return new RefundOrder(eventId, id, amount, currency, why, taxMinor, shippingMinor);
        }
    }

    /** What was taken. */
    record PaymentTaken(String eventId, DistributionJson distribution) {}

    /** What was taken. */
    record RefundTaken(
            String eventId,
            String refundId,
            long amountMinor,
            String state,
            @Nullable String workflowId,
            DistributionJson distribution) {}

    @PostMapping("/api/v1/payments")
    @Operation(summary = "Report a payment; it is posted and announced by its workflow. For the owner and integrators.")
    @ApiResponse(responseCode = "202", description = "Written down; it will be posted")
    @ApiResponse(responseCode = "200", description = "It was reported before")
    @ApiResponse(responseCode = "409", description = "The event id stands for other content")
    ResponseEntity<PaymentTaken> record(
            @RequestBody RecordPayment body,
            @RequestParam(required = false) @Nullable String tenant,
            @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var taken = payments.record(actor, body.order());
        return ResponseEntity.status(taken.created() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(new PaymentTaken(taken.value().eventId(), DistributionJson.of(distributions.of(taken.value()))));
    }

    @PostMapping("/api/v1/payments/{eventId}/refunds")
    @Operation(summary = "Report a refund, of all or a part; one that comes before its payment waits for it")
    @ApiResponse(responseCode = "202", description = "Written down; it will be posted")
    @ApiResponse(responseCode = "200", description = "It was reported before")
    @ApiResponse(responseCode = "409", description = "The refund id stands for other content")
    ResponseEntity<RefundTaken> refund(
            @PathVariable String eventId,
            @RequestBody RecordRefund body,
            @RequestParam(required = false) @Nullable String tenant,
            @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var taken = payments.refund(actor, body.order(eventId));
        var refund = taken.value();
        return ResponseEntity.status(taken.created() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(new RefundTaken(
                        refund.eventId(),
                        refund.refundId(),
                        refund.amountMinor(),
                        refund.state().word(),
                        refund.workflowId(),
                        DistributionJson.of(
                                distributions.find(actor.tenant(), eventId).orElseThrow())));
    }

    @GetMapping("/api/v1/distributions/{eventId}")
    @Operation(
            summary = "How a payment was divided: the parties net of refunds, and every posting with its reason",
            description =
                    "While only refunds of it are known, its state is `waiting`, its amounts are 0 and what only the payment"
                            + " says is null.")
    DistributionJson distribution(
            @PathVariable String eventId,
            @RequestParam(required = false) @Nullable String tenant,
            @Parameter(hidden = true) Caller caller) {
        return DistributionJson.of(distributions.get(acting.of(caller, tenant), eventId));
    }

    private static long number(Fields fields, String field, @Nullable Long value) {
        if (value == null) {
            fields.wrong(field, "is required");
            return 0;
        }
        return value;
    }
}
