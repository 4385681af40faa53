package co.kendev.spaces.platform.grpc;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.web.Outage;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RequestRefused;
import co.kendev.spaces.platform.web.Unreadable;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Says refusals as gRPC statuses, with the wrong fields as {@code google.rpc.BadRequest}. */
@Component
class CallErrors implements GrpcExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(CallErrors.class);
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])([A-Z])");

    @Override
    public @Nullable StatusException handleException(Throwable cause) {
        return switch (cause) {
            case DomainException refusal -> status(Problem.of(refusal), null);
            case RequestRefused refused -> status(refused.problem(), refused.retryAfter());
            // the security interceptor has answers of its own
            case AuthenticationException ignored -> null;
            case AccessDeniedException ignored -> null;
            case StatusException ignored -> null;
            case StatusRuntimeException ignored -> null;
            default -> {
                if (Outage.is(cause)) {
                    yield status(
                            Problem.Kind.UNAVAILABLE.because("A part of the system is away for a moment. Try again."),
                            java.time.Duration.ofSeconds(2));
                }
                var unreadable = Unreadable.in(cause);
                if (unreadable.isPresent()) {
                    yield status(unreadable.get(), null);
                }
                log.error("A gRPC call failed", cause);
                yield status(Problem.Kind.INTERNAL.because("Something broke on our side. Try again."), null);
            }
        };
    }

    private static StatusException status(Problem problem, java.time.@Nullable Duration retryAfter) {
        var status = Status.newBuilder()
                .setCode(code(problem).getNumber())
                .setMessage(problem.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(problem.type()
                                .substring(problem.type().lastIndexOf('/') + 1)
                                .replace('-', '_')
                                .toUpperCase(Locale.ROOT))
                        .setDomain("spaces")
                        .build()));
        if (!problem.errors().isEmpty()) {
            var fields = BadRequest.newBuilder();
            for (var error : problem.errors()) {
                fields.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                        .setField(snake(error.field()))
                        .setDescription(error.detail()));
            }
            status.addDetails(Any.pack(fields.build()));
        }
        if (retryAfter != null) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(retryAfter.toSeconds() + 1))
                    .build()));
        }
        return StatusProto.toStatusException(status.build());
    }

    private static Code code(Problem problem) {
        return switch (problem.status()) {
            case 400, 413, 422 -> Code.INVALID_ARGUMENT;
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 409 -> Code.ALREADY_EXISTS;
            case 410 -> Code.FAILED_PRECONDITION;
            case 412 -> Code.ABORTED;
            case 429 -> Code.RESOURCE_EXHAUSTED;
            case 503 -> Code.UNAVAILABLE;
            default -> Code.INTERNAL;
        };
    }

    /** Use cases name fields as JSON does; protobuf writes them with underscores. */
    private static String snake(String field) {
        return HUMP.matcher(field).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }
}
