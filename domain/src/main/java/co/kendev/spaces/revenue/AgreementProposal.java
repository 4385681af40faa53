package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Terms;
import java.time.LocalDate;

/**
 * Other terms that somebody proposes.
 *
 * @param by who proposes them; the other side decides, and nobody needs to when they come with a template
 * @param effectiveFrom in the tenant's zone
 */
public record AgreementProposal(Side by, Terms terms, LocalDate effectiveFrom) {
    /** The two sides of an agreement, and the template that was chosen at sign-up: offered by one side, taken by the other. */
    public enum Side {
        PLATFORM,
        TENANT,
        TEMPLATE
    }
}
