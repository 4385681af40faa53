package co.kendev.spaces.spaces.web;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.web.FormAgain;
import co.kendev.spaces.platform.web.FormErrors;
import co.kendev.spaces.platform.web.Notice;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.platform.web.RequestRefused;
import co.kendev.spaces.platform.web.Typed;
import co.kendev.spaces.spaces.Invitations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where an invitation's link leads: who invites, to what, and the form that accepts. */
@Controller
class InvitationPages {
    private final Invitations invitations;
    private final PasswordCheck passwords;
    private final LoginCookie cookie;
    private final Clock clock;

    InvitationPages(Invitations invitations, PasswordCheck passwords, LoginCookie cookie, Clock clock) {
        this.invitations = invitations;
        this.passwords = passwords;
        this.cookie = cookie;
        this.clock = clock;
    }

    @GetMapping("/invite/{token}")
    ModelAndView open(@PathVariable String token) {
        try {
            return draw(token, invitations.open(token), new Form("new", "", "", FormErrors.none()), HttpStatus.OK);
        } catch (DomainException refusal) {
            return over(refusal);
        }
    }

    @PostMapping("/invite/{token}")
    ModelAndView accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "new") String as,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Invitations.Invitation invitation;
        try {
            invitation = invitations.open(token);
        } catch (DomainException refusal) {
            return again(token, refusal);
        }
        var address = invitation.email() == null ? email : invitation.email();
        var form = new Form(as, name, address, FormErrors.none());
        try {
            var accepted = accept(as, token, address, name, password, request.getRemoteAddr());
            if (!as.equals("me")) {
                cookie.begin(accepted.person(), request, response);
            }
            return Paths.seeOther(Paths.inside(accepted.space().slug()));
        } catch (DomainException refusal) {
            return switch (refusal.code()) {
                case NOT_FOUND, GONE -> over(refusal);
                case INVALID, CONFLICT, FORBIDDEN, UNAUTHENTICATED ->
                    draw(token, invitation, form.with(FormErrors.of(refusal)), HttpStatus.UNPROCESSABLE_CONTENT);
                case STALE, TOO_LARGE, TOO_MANY, UNAVAILABLE -> throw refusal;
            };
        }
    }

    private Invitations.Accepted accept(
            String as, String token, String email, String name, String password, String address) {
        return switch (as) {
            case "me" ->
                invitations.accept(
                        token,
                        Caller.current()
                                .map(Caller::person)
                                .orElseThrow(() -> new DomainException(
                                        ErrorCode.UNAUTHENTICATED,
                                        "You are not logged in any more. Enter your password, please.")));
            case "known" -> invitations.accept(token, passwords.check(email, password, address));
            default ->
                passwords.guard(email, password, address, () -> invitations.accept(token, email, name, password));
        };
    }

    /** A second click after the first one succeeded leads where the first one led. */
    private ModelAndView again(String token, DomainException refusal) {
        var caller = Caller.current();
        if (refusal.code() == ErrorCode.GONE && caller.isPresent()) {
            try {
                var accepted = invitations.accept(token, caller.get().person());
                return Paths.seeOther(Paths.inside(accepted.space().slug()));
            } catch (DomainException notTheirs) {
                return over(notTheirs);
            }
        }
        return over(refusal);
    }

    /** When there were too many wrong passwords, or a character that nobody types. */
    @ExceptionHandler(RequestRefused.class)
    String refused(RequestRefused refused, HttpServletRequest request) {
        return FormAgain.after(refused, request);
    }

    @RequestMapping(
            path = "/invite/{token}" + FormAgain.PATH,
            method = {RequestMethod.GET, RequestMethod.POST})
    ModelAndView again(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        try {
            var again = FormAgain.of(request, response);
            return draw(token, invitations.open(token), Form.typed(request).with(again.errors()), again.status());
        } catch (DomainException refusal) {
            return over(refusal);
        }
    }

    private ModelAndView draw(String token, Invitations.Invitation invitation, Form form, HttpStatus status) {
        var space = invitation.space();
        var page = new ModelAndView("invite");
        page.addObject("form", form);
        page.addObject(
                "view",
                new View(
                        space.name(),
                        invitation.inviter().isBlank() ? "Somebody" : invitation.inviter(),
                        "as " + invitation.role().word() + ". The link works " + left(invitation.expiresAt()) + ".",
                        BrandCss.initials(space.name()),
                        space.slug(),
                        SpacePages.sheet(space),
                        "/invite/" + token,
                        Caller.current().map(caller -> caller.person().name()).orElse(null),
                        invitation.email()));
        page.setStatus(status);
        return page;
    }

    private String left(Instant expiresAt) {
        var left = Duration.between(clock.instant(), expiresAt);
        if (left.toDays() >= 2) {
            return "for " + left.toDays() + " more days";
        }
        return left.toHours() >= 2 ? "for " + left.toHours() + " more hours" : "for less than two hours";
    }

    private static ModelAndView over(DomainException refusal) {
        return refusal.code() == ErrorCode.GONE
                ? Notice.of(410, "This invitation is over.", refusal.detail(), Notice.LOGIN, Notice.START)
                        .draw()
                : Notice.of(404, "We do not know this invitation.", refusal.detail(), Notice.LOGIN, Notice.START)
                        .draw();
    }

    /** What was typed, without the password. */
    public record Form(String as, String name, String email, FormErrors errors) {
        static Form typed(HttpServletRequest request) {
            return new Form(
                    Typed.in(request, "as"), Typed.in(request, "name"), Typed.in(request, "email"), FormErrors.none());
        }

        Form with(FormErrors found) {
            return new Form(as, name, email, found);
        }
    }

    /** The page's model. */
    public record View(
            String spaceName,
            String inviter,
            String line,
            String monogram,
            String brandKey,
            String brandSheet,
            String action,
            @Nullable String loggedInAs,
            @Nullable String email) {}
}
