package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.platform.web.FormErrors;

/** What was typed into the sign-up; the password is never sent back. */
public record SignUpForm(
        String businessName,
        String slug,
        String template,
        String timeZone,
        String currency,
        String ownerName,
        String ownerEmail,
        String referralCode,
        FormErrors errors) {

    static SignUpForm empty(String template, String referralCode) {
        return new SignUpForm("", "", template, "", "", "", "", referralCode, FormErrors.none());
    }

    SignUpForm with(FormErrors found) {
        return new SignUpForm(
                businessName, slug, template, timeZone, currency, ownerName, ownerEmail, referralCode, found);
    }

    OnboardingRequest request(String password) {
        return new OnboardingRequest(
                businessName,
                slug,
                template,
                timeZone,
                currency,
                ownerName,
                ownerEmail,
                password,
                referralCode.isBlank() ? null : referralCode,
                null);
    }
}
