package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Terms;
import java.time.LocalDate;

/**
 * Other terms that somebody proposes.
 *
 * @param by who proposes them; the other side decides
 * @param effectiveFrom in the tenant's zone
 */
public record AgreementProposal(Side by, Terms terms, LocalDate effectiveFrom) {
    /** The two sides of an agreement. */
    public enum Side {
        PLATFORM,
        TENANT
    }
}
