package co.kendev.spaces.revenue.workflow;

/**
 * What a run posted.
 *
 * @param words what an operator reads, for example {@code $1,200.00 · posted}
 * @param refused how many were refused, each with its reason on its row
 */
public record DistributionOutcome(String words, int posted, int refused) {}
