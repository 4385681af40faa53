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
 * @param offeredMinor what the fund could give of it when that was last shown
 * @param revision raised by every change
 * @param card the message that shows it
 * @param received how it was paid; null while it is not
 */
public record Fee(
        TenantId tenant,
        Money amount,
        int subsidyPercent,
        long offeredMinor,
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

    /** What the Justice Fund gave, or, while it is not paid, offers. */
    public long subsidyMinor() {
        return received == null ? offeredMinor : received.subsidyMinor();
    }

    public long payableMinor() {
        return amount.minor() - subsidyMinor();
    }

    Fee with(Money other, int percent) {
        return new Fee(tenant, other, percent, offeredMinor, revision + 1, card, received);
    }

    /** As it is when the fund holds so much. */
    Fee offering(long fundBalance) {
        var offered = SetupFee.of(amount.minor(), subsidyPercent, fundBalance, List.of())
                .subsidy();
        return new Fee(tenant, amount, subsidyPercent, offered, revision, card, received);
    }

    Fee shownIn(MessageId message) {
        return new Fee(tenant, amount, subsidyPercent, offeredMinor, revision, message, received);
    }

    Fee paid(Received how) {
        return new Fee(tenant, amount, subsidyPercent, offeredMinor, revision + 1, card, how);
    }
}
