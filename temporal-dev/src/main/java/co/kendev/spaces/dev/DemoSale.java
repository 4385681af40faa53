package co.kendev.spaces.dev;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sale of the demo and what became of it.
 *
 * @param agent whose recorded work the sale is; null for nobody's
 * @param refund what went back, and why; null for nothing
 */
record DemoSale(
        String eventId,
        Instant occurredAt,
        String currency,
        long amountMinor,
        long taxMinor,
        long shippingMinor,
        boolean cash,
        String reference,
        @Nullable String agent,
        @Nullable Refund refund) {

    /** Money that went back to the buyer. */
    record Refund(long amountMinor, String reason) {
        Map<String, Object> body() {
            return Map.of("refundId", "r1", "amountMinor", amountMinor, "reason", reason);
        }
    }

    /** As {@code POST /api/v1/payments} takes it. */
    Map<String, Object> body() {
        var body = new TreeMap<String, Object>(Map.of(
                "eventId", eventId,
                "amountMinor", amountMinor,
                "currency", currency,
                "occurredAt", occurredAt.toString(),
                "heldBy", cash ? "tenant" : "platform",
                "reference", reference,
                "taxMinor", taxMinor,
                "shippingMinor", shippingMinor));
        if (agent != null) {
            body.put("contributions", List.of(Map.of("agent", agent, "weight", 1)));
        }
        return body;
    }
}
