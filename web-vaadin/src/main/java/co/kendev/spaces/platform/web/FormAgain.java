package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;

/**
 * Why a form is drawn again before anybody worked with it: its request was refused, or its anti-forgery token is over. Each form
 * is drawn again, and nothing else is done, at its own address followed by {@link #PATH}.
 */
public record FormAgain(FormErrors errors, HttpStatus status) {
    public static final String PATH = "/again";

    private static final String REFUSED = FormAgain.class.getName();
    private static final String EXPIRED =
            "This page was open for too long. Everything is still here: enter the password and send it again.";

    /** The view that draws the form again after a refusal. */
    public static String after(RequestRefused refused, HttpServletRequest request) {
        request.setAttribute(REFUSED, refused);
        return "forward:" + request.getRequestURI() + PATH;
    }

    /** Why the form of this request is drawn again. */
    public static FormAgain of(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(REFUSED) instanceof RequestRefused refused) {
            Problems.retryAfter(response, refused.retryAfter());
            var problem = refused.problem();
            return new FormAgain(FormErrors.of(problem), HttpStatus.valueOf(problem.status()));
        }
        return new FormAgain(FormErrors.of("", EXPIRED), HttpStatus.FORBIDDEN);
    }
}
