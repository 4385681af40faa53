package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a payment was divided.
 *
 * @param net who has what of it, after refunds
 * @param lines every posting in the ledger, oldest first
 */
public record Distribution(
        Payment payment,
        List<Refund> refunds,
        Agreement agreement,
        Allocation net,
        List<Entry> lines,
        String workflowId)
        implements Known {
    public Distribution {
        refunds = List.copyOf(refunds);
        lines = List.copyOf(lines);
    }

    @Override
    public String eventId() {
        return payment.eventId();
    }

    /** What a party has of it, after refunds, in minor units. */
    public long of(Party party) {
        return net.of(party);
    }

    /** The exact share in basis points with two decimals; null until it is priced. */
    public @Nullable String effectiveBps() {
        return payment.pricing() == null ? null : payment.pricing().rate().effectiveBps();
    }

    public @Nullable MessageId message() {
        return payment.message();
    }

    /**
     * One posting.
     *
     * @param account its type and owner, for example {@code partner:pool}
     * @param kind what it is for
     * @param at when it was posted
     * @param availableAt from when it may be spent; null while no date is known
     * @param because the arithmetic, in words
     */
    public record Entry(
            String party,
            String account,
            long minor,
            String kind,
            String state,
            Instant at,
            @Nullable Instant availableAt,
            String because) {}
}
