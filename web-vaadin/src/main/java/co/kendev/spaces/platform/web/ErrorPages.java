package co.kendev.spaces.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Says to people what went wrong and where to go from here; needs no database, because that may be what is missing. */
@Controller
class ErrorPages implements ErrorController {
    @RequestMapping("/error")
    ModelAndView say(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "/";
        // what was asked for by GET can be asked again; anything else is sent again from its form
        var asked = request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method
                ? method
                : request.getMethod();
        return notice(status, words(request), Paths.localOr(path, "/"), asked.equals("GET"))
                .draw();
    }

    private static @Nullable String words(HttpServletRequest request) {
        return request.getAttribute("problem") instanceof Problem problem ? problem.detail() : null;
    }

    private static Notice notice(int status, @Nullable String words, String path, boolean again) {
        var retry = new Notice.Way(path, "Try again");
        return switch (status) {
            case 400 ->
                Notice.of(
                        400,
                        "We could not read this request.",
                        "Something in it is not as it should be. Go back to the page before and try once more.",
                        Notice.START,
                        Notice.HOME);
            case 401 ->
                Notice.of(
                        401,
                        "Please log in first.",
                        "This is only for people who are logged in.",
                        Notice.LOGIN,
                        Notice.START);
            case 403 ->
                Notice.of(
                        403,
                        "This is not open to you.",
                        words != null
                                ? words
                                : "If you came from a form, it may have been open for too long: go back, load the page again and send it once more.",
                        Notice.HOME,
                        Notice.LOGIN);
            case 404 ->
                Notice.of(
                        404,
                        "There is nothing at this address.",
                        "It may have been mistyped, or what was here is gone. Your spaces are where you left them.",
                        Notice.HOME,
                        Notice.START);
            case 405 ->
                Notice.of(
                        405,
                        "This address works differently.",
                        "It is meant for a form or a program, not for opening it like this.",
                        Notice.HOME,
                        Notice.START);
            case 410 ->
                Notice.of(
                        410,
                        "This is over.",
                        words != null ? words : "What was here has ended.",
                        Notice.LOGIN,
                        Notice.START);
            case 413 ->
                Notice.of(
                        413,
                        "That was too much at once.",
                        "A request may have up to 1 MiB. Go back, shorten it and send it again.",
                        Notice.HOME,
                        Notice.START);
            case 429 ->
                Notice.of(
                        429,
                        "One moment, please.",
                        words != null
                                ? words
                                : "There were too many requests from your address. Wait a minute and try again.",
                        Notice.START,
                        Notice.LOGIN);
            case 503 ->
                new Notice(
                        503,
                        "Back in a moment.",
                        again
                                ? "A part of Spaces is restarting. Nothing is lost. This page comes back by itself."
                                : "A part of Spaces is restarting, and what you sent was not taken. Go back: your form still has it. Send it again in a moment.",
                        again ? 2 : 0,
                        again ? List.of(retry, Notice.START) : List.of(Notice.START));
            default ->
                status >= 500
                        ? Notice.of(
                                status,
                                "That was our fault.",
                                "Something broke on our side; nothing was half done. Try again, and tell us if it stays.",
                                again ? retry : Notice.HOME,
                                Notice.START)
                        : Notice.of(
                                status,
                                "That did not work.",
                                words != null ? words : "Go back to the page before and try once more.",
                                Notice.HOME,
                                Notice.START);
        };
    }
}
