package co.kendev.spaces.platform.web;

import co.kendev.spaces.platform.errors.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a request ran into, into a problem for programs and into a status for pages; bad input is never our fault. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrors {
    static final String OUR_FAULT =
            "Something broke on our side; nothing was half done. Try again, and tell us if it stays.";
    static final String AWAY = "A part of the system is away for a moment. Nothing is lost; try again.";
    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler(Exception.class)
    void answer(Exception cause, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (cause instanceof AccessDeniedException || cause instanceof AuthenticationException) {
            throw cause; // the security chain knows who asks, and answers
        }
        if (isGone(cause)) {
            return;
        }
        var answer = problem(cause, request);
        if (answer.problem.status() >= 500) {
            log(cause, request, answer.problem);
        }
        if (response.isCommitted()) {
            return;
        }
        if (answer.allow != null) {
            response.setHeader("Allow", answer.allow);
        }
        if (Problems.concerns(request.getRequestURI())) {
            Problems.write(request, response, answer.problem, answer.retryAfter);
        } else {
            Problems.retryAfter(response, answer.retryAfter);
            request.setAttribute("problem", answer.problem);
            response.sendError(answer.problem.status());
        }
    }

    private static void log(Exception cause, HttpServletRequest request, Problem problem) {
        if (problem.status() == Problem.Kind.UNAVAILABLE.status()) {
            log.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), rootMessage(cause));
        } else {
            log.error("{} {}", request.getMethod(), request.getRequestURI(), cause);
        }
    }

    private record Answer(
            Problem problem,
            @Nullable Duration retryAfter,
            @Nullable String allow) {
        Answer(Problem problem) {
            this(problem, null, null);
        }
    }

    private static Answer problem(Exception cause, HttpServletRequest request) {
        return switch (cause) {
            case DomainException refusal -> {
                var problem = Problem.of(refusal);
                yield new Answer(
                        problem, problem.status() == 503 || problem.status() == 429 ? Problems.SOON : null, null);
            }
            case RequestRefused refused -> new Answer(refused.problem(), refused.retryAfter(), null);
            case HttpMessageNotReadableException unreadable -> new Answer(unreadable(unreadable));
            case HttpRequestMethodNotSupportedException method -> {
                var offered = method.getSupportedMethods();
                yield new Answer(
                        Problem.Kind.METHOD_NOT_ALLOWED.because(request.getMethod() + " is not offered here."),
                        null,
                        offered == null ? null : String.join(", ", offered));
            }
            case HttpMediaTypeNotSupportedException media ->
                new Answer(Problem.Kind.UNSUPPORTED_MEDIA_TYPE.because("Send application/json"
                        + (media.getContentType() == null ? "" : ", not " + media.getContentType()) + "."));
            case HttpMediaTypeNotAcceptableException ignored ->
                new Answer(Problem.Kind.NOT_ACCEPTABLE.because("This address does not answer in the type you accept."));
            case NoResourceFoundException ignored -> new Answer(noSuchAddress());
            case NoHandlerFoundException ignored -> new Answer(noSuchAddress());
            case MethodArgumentTypeMismatchException mismatch -> new Answer(mistyped(mismatch));
            case MissingServletRequestParameterException missing ->
                new Answer(invalid(missing.getParameterName(), "is required"));
            case ServletRequestBindingException binding ->
                new Answer(Problem.Kind.MALFORMED.because(String.valueOf(binding.getMessage())));
            default ->
                Outage.is(cause)
                        ? new Answer(Problem.Kind.UNAVAILABLE.because(AWAY), Problems.SOON, null)
                        : new Answer(Unreadable.in(cause).orElseGet(() -> Problem.Kind.INTERNAL.because(OUR_FAULT)));
        };
    }

    private static Problem noSuchAddress() {
        return Problem.Kind.NOT_FOUND.because("There is nothing at this address.");
    }

    private static Problem invalid(String field, String detail) {
        return Problem.Kind.INVALID.because(field + " " + detail + ".", List.of(new Problem.FieldError(field, detail)));
    }

    /** A path that is no id names nothing; a query parameter that is no number is wrong input. */
    private static Problem mistyped(MethodArgumentTypeMismatchException mismatch) {
        if (mismatch.getParameter()
                .hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class)) {
            return noSuchAddress();
        }
        var type = mismatch.getRequiredType();
        return invalid(
                mismatch.getName(),
                type != null && (type == Long.class || type == long.class || type == Integer.class || type == int.class)
                        ? "must be a whole number"
                        : "has a value that is not known here");
    }

    private static Problem unreadable(HttpMessageNotReadableException unreadable) {
        return Unreadable.in(unreadable).orElseGet(() -> unparsed(unreadable));
    }

    private static Problem unparsed(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown -> invalid(path(unknown), "is not known here");
            case MismatchedInputException mismatch when isTrailing(mismatch) -> malformed(mismatch);
            case DatabindException mismatch -> invalid(path(mismatch), said(mismatch));
            case InputCoercionException range -> invalid(path(range), "is out of range");
            case JacksonException syntax -> malformed(syntax);
            case null, default -> Problem.Kind.MALFORMED.because("A JSON body is required.");
        };
    }

    private static boolean isTrailing(MismatchedInputException mismatch) {
        return mismatch.getOriginalMessage().startsWith("Trailing token");
    }

    private static Problem malformed(JacksonException syntax) {
        var where = syntax.getLocation();
        return Problem.Kind.MALFORMED.because(
                where == null || where.getLineNr() < 1
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON: line " + where.getLineNr() + ", column " + where.getColumnNr()
                                + ".");
    }

    private static String path(JacksonException cause) {
        var path = cause.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : path.isEmpty() ? "body" : path;
    }

    private static String said(DatabindException mismatch) {
        if (mismatch.getOriginalMessage().contains(ApiJson.UNCLEAN)) {
            return ApiJson.UNCLEAN;
        }
        if (mismatch instanceof MismatchedInputException typed && typed.getTargetType() != null) {
            return "must be " + named(typed.getTargetType());
        }
        return "has a wrong value";
    }

    private static String named(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == java.util.UUID.class) {
            return "an id";
        }
        return List.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    /** Whether the one who asked has hung up. */
    private static boolean isGone(Exception cause) {
        return cause instanceof AsyncRequestNotUsableException
                || cause instanceof org.apache.catalina.connector.ClientAbortException;
    }

    private static String rootMessage(Throwable cause) {
        var root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
