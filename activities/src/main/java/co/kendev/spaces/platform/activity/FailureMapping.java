package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.workflow.ActivityProfiles;
import io.temporal.failure.ApplicationFailure;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Turns what a use case throws into what Temporal does about it, with words an operator can act on. */
public final class FailureMapping {
    private FailureMapping() {}

    /** The failure to throw from an activity. */
    public static ApplicationFailure of(RuntimeException failure) {
        if (failure instanceof DomainException refusal && isFinal(refusal.code())) {
            return ApplicationFailure.newNonRetryableFailure(refusal.detail(), ActivityProfiles.REFUSED);
        }
        return ApplicationFailure.newFailureWithCause(reason(failure), "Retried", failure);
    }

    /** Why it failed, for people. */
    public static String reason(RuntimeException failure) {
        return switch (failure) {
            case DomainException refusal -> refusal.detail();
            case DataAccessException database ->
                "The database did not answer or refused the work; this is tried again by itself.";
            case TransactionException database -> "The database is away; this is tried again by itself.";
            default ->
                "Unexpected " + failure.getClass().getSimpleName()
                        + "; this is tried again by itself. If it stays, look at the log of the worker.";
        };
    }

    private static boolean isFinal(ErrorCode code) {
        return switch (code) {
            case INVALID, NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, CONFLICT, GONE, TOO_LARGE -> true;
            case STALE, TOO_MANY, UNAVAILABLE -> false;
        };
    }
}
