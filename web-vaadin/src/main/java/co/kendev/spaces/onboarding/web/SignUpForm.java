package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.platform.web.FormErrors;
import co.kendev.spaces.platform.web.Typed;
import jakarta.servlet.http.HttpServletRequest;

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

    /** What a request says that was refused before anybody read it. */
    static SignUpForm typed(HttpServletRequest request) {
        return new SignUpForm(
                Typed.in(request, "businessName"),
                Typed.in(request, "slug"),
                Typed.in(request, "template"),
                Typed.in(request, "timeZone"),
                Typed.in(request, "currency"),
                Typed.in(request, "ownerName"),
                Typed.in(request, "ownerEmail"),
                Typed.in(request, "referralCode"),
                FormErrors.none());
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
