package co.kendev.spaces.platform.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown by a way in that refuses a request before any use case runs. */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    public RequestRefused(Problem problem) {
        this(problem, null);
    }

    /** @param retryAfter when the same request may succeed */
    public RequestRefused(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
