package co.kendev.spaces.onboarding.rest;

import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.onboarding.TemplatePreviews;
import co.kendev.spaces.onboarding.TemplatePreviews.TemplatePreview;
import co.kendev.spaces.onboarding.web.SignUpLimit;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes sign-ups, and shows what can be signed up for. */
@RestController
@Tag(name = "onboarding")
class OnboardingController {
    private final Onboardings onboardings;
    private final TemplatePreviews templates;
    private final SignUpLimit limit;
    private final PasswordCheck passwords;

    OnboardingController(
            Onboardings onboardings, TemplatePreviews templates, SignUpLimit limit, PasswordCheck passwords) {
        this.onboardings = onboardings;
        this.templates = templates;
        this.limit = limit;
        this.passwords = passwords;
    }

    /** @param referralCode slug of the business that recommended us */
    record StartOnboarding(
            @Nullable String businessName,
            @Nullable String slug,
            @Nullable String template,
            @Nullable String timeZone,
            @Nullable String currency,
            @Nullable String ownerName,
            @Nullable String ownerEmail,
            @Nullable String password,
            @Nullable String referralCode) {

        OnboardingRequest request() {
            var fields = new Fields();
            var request = new OnboardingRequest(
                    fields.text("businessName", businessName),
                    fields.text("slug", slug),
                    fields.text("template", template),
                    fields.text("timeZone", timeZone),
                    fields.text("currency", currency),
                    fields.text("ownerName", ownerName),
                    fields.text("ownerEmail", ownerEmail),
                    fields.text("password", password),
                    referralCode,
                    null);
            fields.check();
            return request;
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return "StartOnboarding[" + slug + "]";
        }
    }

    @PostMapping("/api/v1/onboardings")
    @SecurityRequirements
    @Operation(
            summary = "Sign a business up",
            description =
                    "Its space is built by a process: follow it by `statusToken`. The same request again is the same process.")
    @ApiResponse(responseCode = "202", description = "Written down; the process has begun")
    @ApiResponse(responseCode = "200", description = "The process of the same request before")
    @ApiResponse(responseCode = "409", description = "The slug is taken, or looks like one that is")
    @ApiResponse(responseCode = "429", description = "Too many sign-ups, or wrong passwords, from this address")
    ResponseEntity<ProcessJson> start(@RequestBody StartOnboarding body, HttpServletRequest http) {
        var request = body.request();
        var address = http.getRemoteAddr();
        limit.take(address);
        var requested =
                passwords.guard(request.ownerEmail(), request.password(), address, () -> onboardings.request(request));
        var process = requested.process();
        return ResponseEntity.status(requested.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/api/v1/processes/" + process.id()))
                .cacheControl(CacheControl.noStore())
                .body(ProcessJson.of(process, requested.statusToken()));
    }

    @GetMapping("/api/v1/templates")
    @SecurityRequirements
    @Operation(
            summary = "The kinds of business there are templates for, and what each builds; `next` goes into `after`")
    Listed<TemplatePreview> templates(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Listed.of(templates.all(), TemplatePreview::slug, after, limit);
    }
}
