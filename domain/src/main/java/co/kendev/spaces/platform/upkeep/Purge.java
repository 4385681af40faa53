package co.kendev.spaces.platform.upkeep;

/** Removes rows that nobody needs any more; whoever runs the upkeep collects all of these and calls each in turn. */
public interface Purge {
    /** Rows of one call at the most: a short transaction holds nobody up. */
    int PAGE = 1_000;

    /** Removes one page; returns how many rows, less than {@link #PAGE} when nothing is left. */
    int purge();
}
