package co.kendev.spaces.dev;

/** Something the person at the terminal can act on; its message is the one line they see. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    LaunchFailure(String line) {
        super(line);
    }

    LaunchFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
