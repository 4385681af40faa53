package co.kendev.spaces.platform.outbox;

/** Delivers the outbox rows of one topic; plugged in by whoever talks to the outside. */
public interface OutboxHandler {
    /** The topic this handler serves, for example {@code workflow.start}. */
    String topic();

    /**
     * Delivers one row; called again after any exception, and possibly after success, so a second delivery must be harmless.
     */
    void deliver(OutboxRow row);
}
