package co.kendev.spaces.revenue.pricing;

import java.util.List;

/** The gross, less refunds, of a sale or of several to which the same agents contributed alike. */
public record Work(List<Contribution> contributions, long netGross) {
    public Work {
        contributions = List.copyOf(contributions);
        Contribution.check(contributions);
    }
}
