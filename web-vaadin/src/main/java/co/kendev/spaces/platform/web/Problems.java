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

    /** Says when the same request may succeed, in whole seconds; null when nobody knows. */
    public static void retryAfter(HttpServletResponse response, @Nullable Duration wait) {
        if (wait != null) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        }
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
        retryAfter(response, retryAfter);
        response.setHeader("Cache-Control", "no-store");
        // a refusal before the security chain has to say these by itself
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!response.containsHeader("Content-Security-Policy")) {
            response.setHeader("Content-Security-Policy", ContentPolicy.API);
        }
        response.setContentType("application/problem+json");
        var body = ApiJson.strict().writeValueAsBytes(problem.at(request.getRequestURI()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
