package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.revenue.Distribution;
import co.kendev.spaces.revenue.Known;
import co.kendev.spaces.revenue.Waiting;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A distribution as the interfaces show it; amounts in minor units. While only refunds of it are known, it is {@code waiting}, its
 * amounts are 0, and what only the payment says is null.
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
        @Nullable String currency,
        @Nullable Instant occurredAt,
        @Nullable String heldBy,
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

    /**
     * One posting.
     *
     * @param availableAt null while no date is known
     */
    public record LineJson(
            String party,
            String account,
            long amountMinor,
            String kind,
            String state,
            Instant at,
            @Nullable Instant availableAt,
            String because) {}

    /** One refund. */
    public record RefundJson(
            String refundId,
            long amountMinor,
            String reason,
            String state,
            @Nullable String refusal,
            @Nullable String workflowId) {}

    /** What the interfaces say of an event. */
    public static DistributionJson of(Known known) {
        return switch (known) {
            case Distribution distribution -> of(distribution);
            case Waiting waiting -> of(waiting);
        };
    }

    private static DistributionJson of(Waiting waiting) {
        return new DistributionJson(
                waiting.eventId(),
                0,
                0,
                0,
                0,
                0,
                waiting.currency().map(Currency::getCurrencyCode).orElse(null),
                null,
                null,
                null,
                0,
                null,
                Waiting.STATE,
                null,
                null,
                new PartiesJson(0, 0, 0, 0, 0, 0),
                List.of(),
                refunds(waiting),
                waiting.workflowId(),
                null);
    }

    private static DistributionJson of(Distribution distribution) {
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
                refunds(distribution),
                distribution.workflowId(),
                payment.message() == null ? null : payment.message().value());
    }

    private static List<RefundJson> refunds(Known known) {
        return known.refunds().stream()
                .map(refund -> new RefundJson(
                        refund.refundId(),
                        refund.amountMinor(),
                        refund.reason(),
                        refund.state().word(),
                        refund.refusal(),
                        refund.workflowId()))
                .toList();
    }
}
