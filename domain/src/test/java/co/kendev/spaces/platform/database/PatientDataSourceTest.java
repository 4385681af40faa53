package co.kendev.spaces.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PatientDataSourceTest {
    @Test
    void asksUntilTheDatabaseIsBack() throws SQLException {
        var database = new Flaky("08001", 4);

        assertThat(new PatientDataSource(database, () -> false).getConnection()).isNotNull();
        assertThat(database.asked).isEqualTo(5);
    }

    @Test
    void doesNotAskAgainForWhatItMayNotHave() {
        var database = new Flaky("28P01", 4);

        assertThatThrownBy(() -> new PatientDataSource(database, () -> false).getConnection())
                .isInstanceOf(SQLException.class);
        assertThat(database.asked).isEqualTo(1);
    }

    @Test
    void stopsAskingForAClosedPool() {
        var database = new Flaky("57P03", 4);

        assertThatThrownBy(() -> new PatientDataSource(database, () -> database.asked == 2).getConnection())
                .isInstanceOf(SQLException.class);
        assertThat(database.asked).isEqualTo(2);
    }

    /** Refuses a number of times. */
    private static final class Flaky extends AbstractDataSource {
        private final String state;
        private final int refusals;
        private int asked;

        Flaky(String state, int refusals) {
            this.state = state;
            this.refusals = refusals;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (++asked <= refusals) {
                throw new SQLException("refused", state);
            }
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, _, _) -> null);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
