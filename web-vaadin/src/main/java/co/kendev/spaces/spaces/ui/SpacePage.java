package co.kendev.spaces.spaces.ui;

import java.util.List;

/** Pages that a feature adds to a space: beside its channels, or among its settings. */
public interface SpacePage {
    /** The pages for the viewer of a place; none for whoever may not see them. */
    List<Entry> in(Place place);

    /** Where a page is offered. */
    enum Where {
        BESIDE_CHANNELS,
        SETTINGS
    }

    /**
     * How a page is offered.
     *
     * @param href relative to the application
     * @param icon as {@link co.kendev.spaces.platform.ui.Icon} knows it
     */
    record Entry(Where where, String href, String icon, String words) {}
}
