package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;

/** A few words in the corner of the screen that go away by themselves. */
public final class Toast {
    private static final int GOOD_MS = 4_000;
    private static final int PROBLEM_MS = 8_000;

    private Toast() {}

    /** Something worked. */
    public static void done(String words) {
        show(words, "done", GOOD_MS);
    }

    /** Something did not, and what to do about it. */
    public static void problem(String words) {
        show(words, "problem", PROBLEM_MS);
    }

    private static void show(String words, String kind, int millis) {
        if (UI.getCurrent() == null) {
            return;
        }
        var notification = new Notification(words, millis, Notification.Position.BOTTOM_CENTER);
        notification.addClassName(kind);
        if (kind.equals("problem")) {
            notification.setAssertive(true);
        }
        notification.open();
    }
}
