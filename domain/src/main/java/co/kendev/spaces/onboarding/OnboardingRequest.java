package co.kendev.spaces.onboarding;

import org.jspecify.annotations.Nullable;

/**
 * What an applicant fills in.
 *
 * @param slug the name in addresses, never changed afterwards
 * @param template a {@link Template}'s slug
 * @param timeZone an IANA name
 * @param currency an ISO 4217 code
 * @param password of the owner: chosen now, or the one they have
 * @param referralCode slug of the business that recommended us
 * @param requestKey made by a machine, so that a repeat is recognised; people have none
 */
public record OnboardingRequest(
        String businessName,
        String slug,
        String template,
        String timeZone,
        String currency,
        String ownerName,
        String ownerEmail,
        String password,
        @Nullable String referralCode,
        @Nullable String requestKey) {

    /** Never shows the password. */
    @Override
    public String toString() {
        return "OnboardingRequest[" + slug + "]";
    }
}
