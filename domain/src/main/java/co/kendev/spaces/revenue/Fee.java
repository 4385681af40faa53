package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.SetupFee;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What building a space costs its business.
 *
 * @param subsidyPercent the part that the Justice Fund takes over, as far as it can
 * @param revision raised by every change
 * @param card the message that shows it
 * @param received how it was paid; null while it is not
 */
public record Fee(
        TenantId tenant,
        Money amount,
        int subsidyPercent,
        int revision,
        @Nullable MessageId card,
        @Nullable Received received) {

    /**
     * A payment of it.
     *
     * @param subsidyMinor what the Justice Fund gave
     * @param by who recorded it
     */
    public record Received(long subsidyMinor, Allocation allocation, UUID ledgerTransaction, String by, Instant at) {}

    /** What the Justice Fund gave, or, while it is not paid, would give if it has it. */
    public long subsidyMinor() {
        return received == null
                ? SetupFee.of(amount.minor(), subsidyPercent, Long.MAX_VALUE, List.of())
                        .subsidy()
                : received.subsidyMinor();
    }

    public long payableMinor() {
        return amount.minor() - subsidyMinor();
    }

    Fee with(Money other, int percent) {
        return new Fee(tenant, other, percent, revision + 1, card, received);
    }

    Fee shownIn(MessageId message) {
        return new Fee(tenant, amount, subsidyPercent, revision, message, received);
    }

    Fee paid(Received how) {
        return new Fee(tenant, amount, subsidyPercent, revision + 1, card, how);
    }
}
