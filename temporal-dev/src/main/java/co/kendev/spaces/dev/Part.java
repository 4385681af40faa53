package co.kendev.spaces.dev;

/** One supervised part of the stack. */
interface Part {

    /** What the terminal calls it. */
    String name();

    /** Throws when a port that {@link #start} would need is held by somebody else. */
    void requirePorts();

    /** Adopts the running process of ours or starts a new one, and returns when it serves; says where. */
    String start(Terminal.Progress progress);

    boolean alive();

    /** What is known about its end, for the line that says it died. */
    String lastWords();

    void stop();
}
