package co.kendev.spaces.revenue;

import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Refunds that wait for their payment, of which nothing else is known. */
public record Waiting(String eventId, List<Refund> refunds, String workflowId) implements Known {
    /** The word in interfaces. */
    public static final String STATE = "waiting";

    public Waiting {
        refunds = List.copyOf(refunds);
    }

    /** The payment's, as far as a refund names it. */
    public Optional<Currency> currency() {
        return refunds.stream().map(Refund::currency).filter(Objects::nonNull).findFirst();
    }
}
