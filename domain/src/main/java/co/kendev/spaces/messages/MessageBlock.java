package co.kendev.spaces.messages;

/**
 * A widget in a message: one type of block that people can press. A feature adds a bean for each of its types; the block itself is
 * JSON in the message with at least {@code type}, {@code version}, {@code id} and {@code revision}.
 */
public interface MessageBlock {
    /** The block's type, for example {@code approval}. */
    String type();

    /**
     * Does what the press asks for, in the transaction that is open, and draws the block anew with a raised revision. It is called
     * once per revision, whoever presses at the same time; what it throws takes the press back and is said at the widget:
     * FORBIDDEN without the right, CONFLICT when it was decided meanwhile, GONE when it is over, INVALID at {@code values.<field>}.
     */
    void press(Press press);

    /** What somebody did who pressed an action, said after their name to whoever comes later: {@code approved this}. */
    default String done(String action) {
        return "answered this";
    }
}
