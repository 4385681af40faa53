package co.kendev.spaces.platform.ui;

import java.util.Optional;

/** Knows who is in front of the screen; the feature that logs people in answers, which this package cannot see. */
public interface Viewers {
    /** The viewer of the request this thread serves; empty for somebody nobody knows. */
    Optional<Viewer> find();

    /** The viewer; a screen behind the login has one. */
    default Viewer current() {
        return find().orElseThrow(
                        () -> new IllegalStateException("a screen behind the login was asked for without one"));
    }
}
