package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.revenue.Distribution;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A distribution as the interfaces show it; amounts in minor units.
 *
 * @param parties who has what, net of refunds: together the amount less what was refunded
 * @param lines every posting in the ledger; where the money lies shows here
 */
public record DistributionJson(
        String eventId,
        long amountMinor,
        long grossMinor,
        long taxMinor,
        long shippingMinor,
        long refundedMinor,
        String currency,
        Instant occurredAt,
        String heldBy,
        @Nullable String reference,
        int agreementVersion,
        @Nullable String effectiveBps,
        String state,
        @Nullable String refusal,
        @Nullable Instant availableAt,
        PartiesJson parties,
        List<LineJson> lines,
        List<RefundJson> refunds,
        String workflowId,
        @Nullable UUID messageId) {

    /** What each party has. */
    public record PartiesJson(long tenant, long referrer, long platform, long human, long ai, long justice) {}

    /** One posting. */
    public record LineJson(
            String party,
            String account,
            long amountMinor,
            String kind,
            String state,
            Instant at,
            Instant availableAt,
            String because) {}

    /** One refund. */
    public record RefundJson(
            String refundId,
            long amountMinor,
            String reason,
            String state,
            @Nullable String refusal,
            @Nullable String workflowId) {}

    /** What the interfaces say of a distribution. */
    public static DistributionJson of(Distribution distribution) {
        var payment = distribution.payment();
        var pricing = payment.pricing();
        return new DistributionJson(
                payment.eventId(),
                payment.amountMinor(),
                payment.grossMinor(),
                payment.taxMinor(),
                payment.shippingMinor(),
                payment.refundedMinor(),
                payment.currency().getCurrencyCode(),
                payment.occurredAt(),
                payment.heldBy().word(),
                payment.reference(),
                distribution.agreement().version(),
                distribution.effectiveBps(),
                payment.state().word(),
                payment.refusal(),
                pricing == null ? null : pricing.availableAt(),
                new PartiesJson(
                        distribution.of(Party.TENANT),
                        distribution.of(Party.REFERRER),
                        distribution.of(Party.PLATFORM),
                        distribution.of(Party.HUMAN),
                        distribution.of(Party.AI),
                        distribution.of(Party.JUSTICE)),
                distribution.lines().stream()
                        .map(line -> new LineJson(
                                line.party(),
                                line.account(),
                                line.minor(),
                                line.kind(),
                                line.state(),
                                line.at(),
                                line.availableAt(),
                                line.because()))
                        .toList(),
                distribution.refunds().stream()
                        .map(refund -> new RefundJson(
                                refund.refundId(),
                                refund.amountMinor(),
                                refund.reason(),
                                refund.state().word(),
                                refund.refusal(),
                                refund.workflowId()))
                        .toList(),
                distribution.workflowId(),
                payment.message() == null ? null : payment.message().value());
    }
}
