package co.kendev.spaces.platform.web;

import java.sql.SQLException;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;

/** Tells input that nobody can read from a fault of ours, where it is found out only when somebody looks at it. */
public final class Unreadable {
    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

    private Unreadable() {}

    /** The problem with the request that is behind the cause; empty when the request is not to blame. */
    public static Optional<Problem> in(Throwable cause) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof BodyLimit.Exceeded) {
                return Optional.of(Problem.Kind.TOO_LARGE.because(BodyLimit.TEXT));
            }
            if (at instanceof InvalidParameterException parameters) {
                return Optional.of(
                        parameters.getErrorCode() == Problem.Kind.TOO_LARGE.status()
                                ? Problem.Kind.TOO_LARGE.because(
                                        "The request has more, or longer, parameters than are read.")
                                : Problem.Kind.MALFORMED.because(
                                        "The parameters of the request cannot be read: too many, or not encoded rightly."));
            }
            if (at instanceof RequestRejectedException) {
                return Optional.of(
                        Problem.Kind.MALFORMED.because("The address or a header has characters that are not allowed."));
            }
            if (at instanceof SQLException sql && isDataState(sql.getSQLState())) {
                // a fault of our own statement would look the same
                LOG.warn("PostgreSQL refused a value: {}", sql.getMessage());
                return Optional.of(
                        Problem.Kind.INVALID.because("A value " + ApiJson.UNCLEAN + ", or is out of range."));
            }
        }
        return Optional.empty();
    }

    /** 22: data exceptions, for example a character that PostgreSQL does not take. */
    private static boolean isDataState(@Nullable String state) {
        return state != null && state.startsWith("22");
    }
}
