package co.kendev.spaces.revenue.pricing;

import java.util.List;

/**
 * What a month in one currency holds of one version of the agreement and one step of its referral.
 *
 * @param work all of its gross, less refunds
 * @param posted what sales, refunds and earlier true-ups gave everybody so far
 */
public record MonthPart(int version, int step, Terms terms, List<Work> work, Allocation posted) {
    public MonthPart {
        work = List.copyOf(work);
    }

    long netGross() {
        return work.stream().mapToLong(Work::netGross).reduce(0, Math::addExact);
    }
}
