package co.kendev.spaces.platform.web;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away from a fault of ours. */
public final class Outage {
    private Outage() {}

    /** Whether the cause is that PostgreSQL, or a connection to it, is not there. */
    public static boolean is(Throwable cause) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof DataAccessResourceFailureException
                    || at instanceof CannotCreateTransactionException
                    || at instanceof TransactionSystemException
                    || at instanceof RecoverableDataAccessException
                    || at instanceof QueryTimeoutException
                    || at instanceof TransientDataAccessException
                    || at instanceof SQLTransientException
                    || at instanceof SQLNonTransientConnectionException
                    || (at instanceof SQLException sql && isConnectionState(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * 08: connection; 57P01 to 57P03: the server stops, crashed or starts; 53: out of resources; 55P03: a lock that somebody holds
     * too long; 25P03: ended by the server for being idle too long.
     */
    private static boolean isConnectionState(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P0")
                        || state.startsWith("53")
                        || state.equals("55P03")
                        || state.equals("25P03"));
    }
}
