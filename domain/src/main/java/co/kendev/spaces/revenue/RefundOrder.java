package co.kendev.spaces.revenue;

import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to a buyer, in minor units of the payment's currency.
 *
 * @param refundId the reporter's own id, unique with the payment's
 * @param currency must be the payment's, when it is given
 * @param taxMinor tax inside the amount; null for a proportional part, as for shipping
 */
public record RefundOrder(
        String eventId,
        String refundId,
        long amountMinor,
        @Nullable String currency,
        String reason,
        @Nullable Long taxMinor,
        @Nullable Long shippingMinor) {}
