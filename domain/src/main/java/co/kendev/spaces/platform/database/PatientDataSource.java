package co.kendev.spaces.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Asks a database that is away again at a steady pace, until it is back or nobody wants it any more.
 *
 * <p>The pool above would ask as well, but doubles its pause up to five seconds: after a longer outage everybody would wait for that
 * pause and not for the database. Only the pool's own thread waits here; callers still get the pool's answer after its timeout.
 */
final class PatientDataSource extends DelegatingDataSource {
    private static final long PAUSE_MS = 200;

    private final BooleanSupplier unwanted;
    private volatile int loginTimeout;

    /** Asks the given source until {@code unwanted}. */
    PatientDataSource(DataSource target, BooleanSupplier unwanted) {
        super(target);
        this.unwanted = unwanted;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                if (unwanted.getAsBoolean() || !isAway(e.getSQLState())) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** Kept for the pool, which waits as long for its last question when it closes. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    /** 08: no connection; 53300: the server has too many; 57P01 to 57P03: it stops, has crashed, or is starting. */
    private static boolean isAway(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
    }

    private static void pause(SQLException why) throws SQLException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
