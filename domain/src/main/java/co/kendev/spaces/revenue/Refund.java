package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Refunding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund and what became of it; amounts in minor units of the payment's currency.
 *
 * @param currency as it was reported; null is the payment's
 * @param allocation what it changed for everybody: negative, but for a unit of rounding
 */
public record Refund(
        TenantId tenant,
        String eventId,
        String refundId,
        long amountMinor,
        @Nullable Long taxMinor,
        @Nullable Long shippingMinor,
        @Nullable Currency currency,
        String reason,
        String recordedBy,
        State state,
        @Nullable String refusal,
        @Nullable String workflowId,
        @Nullable LocalDate month,
        @Nullable Allocation allocation,
        @Nullable UUID ledgerTransaction,
        @Nullable MessageId message,
        Instant createdAt,
        @Nullable Instant postedAt) {

    /** What posted refunds of a payment have given back together, whatever the order in which they were posted. */
    static Amounts given(List<Refund> posted) {
        var given = Amounts.NOTHING;
        for (var refund : posted) {
            given = given.plus(refund.given());
        }
        return given;
    }

    /** Tax and shipping pass on as they are, so what it changed shows how it was made up. */
    private Amounts given() {
        var change = Objects.requireNonNull(allocation);
        var tax = -change.of(Recipient.TAX);
        var shipping = -change.of(Recipient.SHIPPING);
        return new Amounts(amountMinor - tax - shipping, tax, shipping);
    }

    /**
     * What refunds of a payment, oldest first, give back and will give back together: what was posted first, and of the rest what
     * fits, because the others will be refused.
     */
    static Amounts claimed(Payment payment, List<Refund> refunds) {
        var claimed = given(
                refunds.stream().filter(refund -> refund.state == State.POSTED).toList());
        for (var refund : refunds) {
            if (refund.state == State.QUEUED || refund.state == State.WAITING) {
                claimed = claimed.plus(refund.fitting(payment, claimed));
            }
        }
        return claimed;
    }

    private Amounts fitting(Payment payment, Amounts refunded) {
        try {
            requireCurrencyOf(payment, currency == null ? null : currency.getCurrencyCode());
            return partOf(payment, refunded);
        } catch (DomainException refused) {
            return Amounts.NOTHING;
        }
    }

    /** What it gives back of gross, tax and shipping, after earlier refunds; INVALID for more than is left. */
    Amounts partOf(Payment payment, Amounts refunded) {
        return Refunding.part(payment.amounts(), refunded, payment.currency(), amountMinor, taxMinor, shippingMinor);
    }

    /** Refuses a refund in another currency than that of its payment; none is the payment's. */
    static void requireCurrencyOf(Payment payment, @Nullable String currency) {
        var paid = payment.currency().getCurrencyCode();
        if (currency != null && !currency.equals(paid)) {
            throw DomainException.invalid(
                    "currency", "The payment was made in " + paid + "; it is refunded in " + paid + ".");
        }
    }

    /** The refund as it is once it is posted. */
    Refund posted(LocalDate counted, Allocation change, UUID transaction, Instant now) {
        return new Refund(
                tenant,
                eventId,
                refundId,
                amountMinor,
                taxMinor,
                shippingMinor,
                currency,
                reason,
                recordedBy,
                State.POSTED,
                null,
                workflowId,
                counted,
                change,
                transaction,
                message,
                createdAt,
                now);
    }

    /** Where a refund is on its way. */
    public enum State {
        /** For its payment. */
        WAITING,
        QUEUED,
        POSTED,
        REFUSED;

        /** The word in rows and interfaces. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of a word; anything else is an {@link IllegalArgumentException}. */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
