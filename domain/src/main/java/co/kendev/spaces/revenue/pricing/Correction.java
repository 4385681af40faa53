package co.kendev.spaces.revenue.pricing;

import java.util.List;

/**
 * The true-up of one part of a month, with its arithmetic shown.
 *
 * @param volumeBefore the net gross of the month's parts before this one
 * @param slices the net gross along the volume bands
 * @param due what the exact total gives everybody; tax and shipping apart
 * @param change to post: due less what was posted; together zero
 */
public record Correction(
        int version,
        int step,
        long volumeBefore,
        long netGross,
        List<Slice> slices,
        long share,
        Allocation due,
        Allocation change) {
    public Correction {
        slices = List.copyOf(slices);
    }
}
