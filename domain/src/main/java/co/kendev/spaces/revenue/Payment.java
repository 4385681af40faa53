package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Rate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment and what became of it; amounts in minor units.
 *
 * @param refusal why it was refused
 * @param workflowId the run that posts it; null while nobody took it
 * @param pricing how it was priced and posted, before refunds; null until then
 */
public record Payment(
        TenantId tenant,
        String eventId,
        long amountMinor,
        long taxMinor,
        long shippingMinor,
        Currency currency,
        Instant occurredAt,
        HeldBy heldBy,
        @Nullable String reference,
        List<Contribution> contributions,
        @Nullable MessageId said,
        String recordedBy,
        State state,
        @Nullable String refusal,
        @Nullable String workflowId,
        @Nullable Pricing pricing,
        long refundedMinor,
        @Nullable MessageId message,
        Instant createdAt) {
    public Payment {
        contributions = List.copyOf(contributions);
    }

    /** Whether all of it went back. */
    public boolean isRefunded() {
        return refundedMinor == amountMinor;
    }

    /** What the tenant sold, without tax and shipping. */
    public long grossMinor() {
        return amountMinor - taxMinor - shippingMinor;
    }

    /** All that was paid. */
    Money money() {
        return new Money(amountMinor, currency);
    }

    /** What was paid for what. */
    public Amounts amounts() {
        return new Amounts(grossMinor(), taxMinor, shippingMinor);
    }

    /** The payment as it is once it is posted. */
    Payment posted(Pricing how, State then) {
        return new Payment(
                tenant,
                eventId,
                amountMinor,
                taxMinor,
                shippingMinor,
                currency,
                occurredAt,
                heldBy,
                reference,
                contributions,
                said,
                recordedBy,
                then,
                refusal,
                workflowId,
                how,
                refundedMinor,
                message,
                createdAt);
    }

    /**
     * How a payment was priced and posted.
     *
     * @param agreementVersion 0 for the standard without an agreement
     * @param month first day of the month it counts in
     * @param volumeBefore net gross sales of that month before it, in minor units
     * @param rate the exact share of the gross; refunds go by it
     * @param referralStep of the agreement's referral; 0 without one
     * @param availableAt when its hold ends
     */
    public record Pricing(
            int agreementVersion,
            LocalDate month,
            long volumeBefore,
            Rate rate,
            int referralStep,
            Allocation allocation,
            Instant availableAt,
            UUID ledgerTransaction,
            Instant postedAt) {}

    /** Where a payment is on its way. */
    public enum State {
        /** Taken, not yet posted. */
        QUEUED,
        /** Posted; held back. */
        PENDING,
        AVAILABLE,
        PAID,
        FROZEN,
        /** Not posted, for a reason. */
        REFUSED;

        /** The word in rows and interfaces. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of a word; anything else is an {@link IllegalArgumentException}. */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Whether its postings are in the ledger. */
        public boolean isPosted() {
            return this == PENDING || this == AVAILABLE || this == PAID || this == FROZEN;
        }
    }
}
