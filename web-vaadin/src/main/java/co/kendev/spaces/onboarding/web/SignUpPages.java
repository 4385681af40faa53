package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.web.FormAgain;
import co.kendev.spaces.platform.web.FormErrors;
import co.kendev.spaces.platform.web.Outage;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** In the order of the form. */
    private static final List<String> FIELDS = List.of(
            "businessName",
            "slug",
            "timeZone",
            "currency",
            "template",
            "ownerName",
            "ownerEmail",
            "password",
            "referralCode");

    private static final String KEPT = "Everything is still here: enter the password and send it again in a moment.";
    private static final Duration AGAIN = Duration.ofSeconds(10);

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
                case UNAVAILABLE -> throw later(refusal.detail());
                case NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, STALE, GONE, TOO_LARGE, TOO_MANY -> throw refusal;
            };
        } catch (RuntimeException failure) {
            throw Outage.is(failure) ? later("A part of the system is away for a moment.") : failure;
        }
    }

    /** When there were too many, a character that nobody types, or somebody is away. */
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
        var field = first.field();
        if (field == null) {
            return FormErrors.of("", first.detail());
        }
        var lines = new ArrayList<FormErrors.Line>();
        lines.add(new FormErrors.Line(field, first.detail()));
        for (var also : onboardings.everythingWrong(form.request(password))) {
            if (also.field() != null && !also.field().equals(field)) {
                lines.add(new FormErrors.Line(also.field(), also.detail()));
            }
        }
        lines.sort(Comparator.comparingInt(line -> FIELDS.indexOf(line.field())));
        return new FormErrors(List.copyOf(lines));
    }

    /** The form comes again with what was typed; a page that only says so would lose it. */
    private static RequestRefused later(String why) {
        return new RequestRefused(Problem.Kind.UNAVAILABLE.because(why + " " + KEPT), AGAIN);
    }
}
