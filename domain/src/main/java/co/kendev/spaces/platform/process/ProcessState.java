package co.kendev.spaces.platform.process;

import java.util.Locale;

/** Where a process, or one of its steps, is. */
public enum ProcessState {
    /** Written down; nobody has begun. */
    QUEUED,
    RUNNING,
    /** For a person. */
    WAITING,
    DONE,
    /** A step in this state is tried again; a process in this state is not. */
    FAILED,
    CANCELLED;

    /** Whether there is anything left to happen. */
    public boolean isOpen() {
        return this == QUEUED || this == RUNNING || this == WAITING;
    }

    /** The word in rows and interfaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a word; anything else is an {@link IllegalArgumentException}. */
    public static ProcessState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
