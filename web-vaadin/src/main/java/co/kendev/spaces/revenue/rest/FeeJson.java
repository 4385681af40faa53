package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.revenue.Fee;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A setup fee as the interfaces show it; amounts in minor units.
 *
 * @param subsidyMinor what the Justice Fund gave; while it is open, what it would give now
 * @param state {@code open} or {@code received}
 * @param mayRecord whether the caller may record the payment
 */
record FeeJson(
        String tenant,
        long feeMinor,
        String currency,
        int subsidyPercent,
        long subsidyMinor,
        long payableMinor,
        String state,
        @Nullable PartsJson parties,
        @Nullable String receivedBy,
        @Nullable Instant receivedAt,
        boolean mayRecord) {

    /** How all of it was divided. */
    record PartsJson(long platform, long human, long ai, long justice) {}

    static FeeJson of(String tenant, Fee fee, boolean mayRecord) {
        var received = fee.received();
        return new FeeJson(
                tenant,
                fee.amount().minor(),
                fee.amount().currency().getCurrencyCode(),
                fee.subsidyPercent(),
                fee.subsidyMinor(),
                fee.payableMinor(),
                received == null ? "open" : "received",
                received == null ? null : parts(received),
                received == null ? null : received.by(),
                received == null ? null : received.at(),
                mayRecord);
    }

    private static PartsJson parts(Fee.Received received) {
        var allocation = received.allocation();
        return new PartsJson(
                allocation.of(Party.PLATFORM),
                allocation.of(Party.HUMAN),
                allocation.of(Party.AI),
                allocation.of(Party.JUSTICE));
    }
}
