package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terms between a tenant and the platform from a day on.
 *
 * @param version 0 for the standard, which nobody has to agree to
 * @param terms as they are shown; those of a sale are {@link #termsIn} its currency
 * @param effectiveFrom in the tenant's zone
 * @param referralFrom the day from which the steps of its referral count: the first one on which this referrer was agreed
 * @param approval the decision it stands on; null for the standard
 */
public record Agreement(
        int version,
        LocalDate effectiveFrom,
        Terms terms,
        LocalDate referralFrom,
        @Nullable UUID approval,
        @Nullable Instant agreedAt) {

    /** The terms for sales in a currency: where nothing was agreed, the usual discounts count in each. */
    public Terms termsIn(Currency currency) {
        return version == 0 ? Terms.standard(currency) : terms;
    }

    /** The step of the referral on a day; 0 without one. */
    public int referralStep(LocalDate day) {
        var referral = terms.referral();
        return referral == null ? 0 : referral.stepAt(referralFrom, day.isBefore(referralFrom) ? referralFrom : day);
    }
}
