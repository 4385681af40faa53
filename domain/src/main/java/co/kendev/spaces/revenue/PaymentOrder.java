package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.revenue.pricing.Contribution;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as somebody reports it; amounts in minor units of the currency.
 *
 * @param eventId the reporter's own id: the same id with the same content is one payment
 * @param amountMinor all that was paid, tax and shipping included
 * @param occurredAt when it was paid, which may be in the past; to the microsecond, as it is kept
 * @param contributions the work of AI agents on this sale; empty for none
 * @param said the message that reported it, if one did
 * @param channel the name of the channel in which it was said
 */
public record PaymentOrder(
        String eventId,
        long amountMinor,
        String currency,
        Instant occurredAt,
        HeldBy heldBy,
        @Nullable String reference,
        long taxMinor,
        long shippingMinor,
        List<Contribution> contributions,
        @Nullable MessageId said,
        @Nullable String channel) {
    public PaymentOrder {
        // a finer one would be rounded where it is kept, perhaps into the next day
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        contributions = List.copyOf(contributions);
    }

    /** One that was not said in a channel. */
    public PaymentOrder(
            String eventId,
            long amountMinor,
            String currency,
            Instant occurredAt,
            HeldBy heldBy,
            @Nullable String reference,
            long taxMinor,
            long shippingMinor,
            List<Contribution> contributions,
            @Nullable MessageId said) {
        this(
                eventId,
                amountMinor,
                currency,
                occurredAt,
                heldBy,
                reference,
                taxMinor,
                shippingMinor,
                contributions,
                said,
                null);
    }
}
