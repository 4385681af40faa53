package co.kendev.spaces.platform.ui;

/** A page of what waits for the viewer in all their spaces; its link stands at the edge of every screen, with how much it is. */
public interface Errand {
    /** Where the page is, below {@code /app/}. */
    String address();

    /** A picture of {@link Icon}. */
    String icon();

    String name();

    /** How much waits for this viewer; asked again and again, on any thread. */
    int waiting(Viewer viewer);
}
