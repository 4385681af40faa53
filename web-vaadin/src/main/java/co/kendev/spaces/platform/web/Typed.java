package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** What was typed into a form, fit to be shown in it again whatever it was refused for. */
public final class Typed {
    private Typed() {}

    /** The value of a field without what cannot be stored; empty when it was not sent. */
    public static String in(HttpServletRequest request, String field) {
        return Objects.requireNonNullElse(request.getParameter(field), "")
                .codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
