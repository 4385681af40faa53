package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.identity.Emails;
import co.kendev.spaces.identity.Names;
import co.kendev.spaces.identity.Passwords;
import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.web.FormAgain;
import co.kendev.spaces.platform.web.FormErrors;
import co.kendev.spaces.platform.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-up: a form in, a process out, and the applicant logged in to watch it. */
@Controller
class SignUpPages {
    private static final String DEFAULT_TEMPLATE = "service-business";

    private final Onboardings onboardings;
    private final TemplatePages templates;
    private final SignUpLimit limit;
    private final PasswordCheck passwords;
    private final LoginCookie cookie;
    private final Clock clock;

    SignUpPages(
            Onboardings onboardings,
            TemplatePages templates,
            SignUpLimit limit,
            PasswordCheck passwords,
            LoginCookie cookie,
            Clock clock) {
        this.onboardings = onboardings;
        this.templates = templates;
        this.limit = limit;
        this.passwords = passwords;
        this.cookie = cookie;
        this.clock = clock;
    }

    @GetMapping("/signup")
    String form(
            @RequestParam(defaultValue = "") String template,
            @RequestParam(name = "ref", defaultValue = "") String referralCode,
            Model model) {
        var chosen = templates.card(template).isPresent() ? template : DEFAULT_TEMPLATE;
        return draw(SignUpForm.empty(chosen, referralCode), model);
    }

    @PostMapping("/signup")
    String signUp(
            @RequestParam(defaultValue = "") String businessName,
            @RequestParam(defaultValue = "") String slug,
            @RequestParam(defaultValue = "") String template,
            @RequestParam(defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String ownerName,
            @RequestParam(defaultValue = "") String ownerEmail,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String referralCode,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var form = new SignUpForm(
                businessName,
                slug,
                template,
                timeZone,
                currency,
                ownerName,
                ownerEmail,
                referralCode,
                FormErrors.none());
        try {
            limit.take(request.getRemoteAddr());
            var requested = passwords.guard(
                    ownerEmail, password, request.getRemoteAddr(), () -> onboardings.request(form.request(password)));
            cookie.begin(requested.owner(), request, response);
            return "redirect:/signup/" + requested.process().id() + "?token="
                    + URLEncoder.encode(requested.statusToken(), StandardCharsets.UTF_8);
        } catch (DomainException refusal) {
            return switch (refusal.code()) {
                case INVALID, CONFLICT -> {
                    response.setStatus(422);
                    yield draw(form.with(everythingWrong(form, password, refusal)), model);
                }
                case NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, STALE, GONE, TOO_LARGE, TOO_MANY, UNAVAILABLE ->
                    throw refusal;
            };
        }
    }

    /** When there were too many, or a character that nobody types. */
    @ExceptionHandler(RequestRefused.class)
    String refused(RequestRefused refused, HttpServletRequest request) {
        return FormAgain.after(refused, request);
    }

    @RequestMapping(
            path = "/signup" + FormAgain.PATH,
            method = {RequestMethod.GET, RequestMethod.POST})
    String again(HttpServletRequest request, HttpServletResponse response, Model model) {
        var again = FormAgain.of(request, response);
        response.setStatus(again.status().value());
        return draw(SignUpForm.typed(request).with(again.errors()), model);
    }

    private String draw(SignUpForm form, Model model) {
        var now = clock.instant();
        templates.furnish(model);
        model.addAttribute("form", form);
        model.addAttribute("zones", Choices.zones(now));
        model.addAttribute("currencies", Choices.currencies(now));
        return "signup";
    }

    /** The use case stops at the first wrong field; people want to see all of them, in the order of the form. */
    private FormErrors everythingWrong(SignUpForm form, String password, DomainException first) {
        var lines = new ArrayList<FormErrors.Line>();
        collect(
                lines,
                first,
                "businessName",
                () -> Names.parse(form.businessName(), "businessName", Onboardings.BUSINESS_NAME_MAX));
        collect(lines, first, "slug", () -> onboardings.checkSlug(form.slug()));
        collect(lines, first, "timeZone", () -> {});
        collect(lines, first, "currency", () -> {});
        collect(lines, first, "template", () -> {});
        collect(
                lines,
                first,
                "ownerName",
                () -> Names.parse(form.ownerName(), "ownerName", Onboardings.OWNER_NAME_MAX));
        collect(lines, first, "ownerEmail", () -> Emails.parse(form.ownerEmail(), "ownerEmail"));
        collect(lines, first, "password", () -> Passwords.check(password, "password"));
        collect(lines, first, "referralCode", () -> {});
        if (lines.isEmpty()) {
            return FormErrors.of("", first.detail());
        }
        return new FormErrors(List.copyOf(lines));
    }

    private static void collect(List<FormErrors.Line> lines, DomainException first, String field, Runnable rule) {
        if (field.equals(first.field())) {
            lines.add(new FormErrors.Line(field, first.detail()));
            return;
        }
        try {
            rule.run();
        } catch (DomainException refusal) {
            lines.add(new FormErrors.Line(field, refusal.detail()));
        }
    }
}
