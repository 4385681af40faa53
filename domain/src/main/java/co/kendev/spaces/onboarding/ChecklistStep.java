package co.kendev.spaces.onboarding;

import org.jspecify.annotations.Nullable;

/** A line an owner's checklist may have; a feature adds a bean for each, and a template's line without its bean is not listed. */
public interface ChecklistStep {
    /** The key templates use, for example {@code first-message}. */
    String key();

    /**
     * The form where the owner does it, as a path of this site.
     *
     * @param channel the one the line's hint names, else the one where everybody arrives
     */
    String href(String spaceSlug, String channel);

    /** What the button says with which the owner ticks the line right in the card; without one the line is ticked by what is done. */
    default @Nullable String button() {
        return null;
    }
}
