package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes problems, whatever the caller says it accepts: a refusal must be readable in every case. */
public final class Problems {
    /** How long to wait for a part that is away, when nobody knows better. */
    static final Duration SOON = Duration.ofSeconds(2);

    private Problems() {}

    /** Whether a program asked, which must be answered with a problem and never with a page. */
    public static boolean concerns(String path) {
        return path.startsWith("/api/") || path.equals("/api") || path.startsWith("/actuator");
    }

    public static void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        write(request, response, problem, null);
    }

    public static void write(
            HttpServletRequest request, HttpServletResponse response, Problem problem, @Nullable Duration retryAfter)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (retryAfter != null) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        var body = ApiJson.strict().writeValueAsBytes(problem.at(request.getRequestURI()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
