package co.kendev.spaces.messages;

/** From where to read a channel. */
public sealed interface Cursor {
    /** The newest messages; continues towards older ones. */
    record Newest() implements Cursor {}

    /** Messages after a seq. */
    record After(long seq) implements Cursor {}

    /** Messages before a seq, nearest first. */
    record Before(long seq) implements Cursor {}

    /** Messages changed after a change version: posts, edits and deletions. */
    record ChangedAfter(long version) implements Cursor {}
}
