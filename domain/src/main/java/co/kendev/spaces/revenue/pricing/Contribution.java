package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.HashSet;
import java.util.List;

/** What an agent, named by its slug in the tenant, did for a sale. */
public record Contribution(String agent, long weight) {
    private static final int CONTRIBUTIONS_MAX = 20;
    private static final long WEIGHT_MAX = 1_000_000;

    /** A refusal names the field. */
    public static void check(List<Contribution> contributions) {
        if (contributions.size() > CONTRIBUTIONS_MAX) {
            throw DomainException.invalid(
                    "contributions", "A sale has the contributions of at most " + CONTRIBUTIONS_MAX + " agents.");
        }
        var agents = new HashSet<String>();
        for (var i = 0; i < contributions.size(); i++) {
            var contribution = contributions.get(i);
            if (contribution.agent.isBlank()) {
                throw DomainException.invalid("contributions[" + i + "].agent", "A contribution names its agent.");
            }
            if (!agents.add(contribution.agent)) {
                throw DomainException.invalid(
                        "contributions[" + i + "].agent",
                        "“" + contribution.agent + "” is there twice. Add its weights up.");
            }
            if (contribution.weight < 1 || contribution.weight > WEIGHT_MAX) {
                throw DomainException.invalid(
                        "contributions[" + i + "].weight", "A contribution weighs 1 to " + WEIGHT_MAX + ".");
            }
        }
    }
}
