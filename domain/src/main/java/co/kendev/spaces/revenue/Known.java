package co.kendev.spaces.revenue;

import java.util.List;

/** What is known of an event: its payment, or only refunds of it that came first. */
public sealed interface Known permits Distribution, Waiting {
    String eventId();

    /** Oldest first. */
    List<Refund> refunds();

    /** The run that posts the payment. */
    String workflowId();
}
