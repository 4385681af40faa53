package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevPostgresIT {

    @TempDir
    Path data;

    @Test
    void committedRowSurvivesKillAndIsFoundByTheNextStart() throws SQLException {
        var port = PortHolder.anyFree();
        try (var first = DevPostgres.start(data, port)) {
            try (var owner = connect(first, first.owner())) {
                execute(owner, "create table fact (id int primary key)");
                execute(owner, "insert into fact values (42)");
            }
            var process = first.process().orElseThrow();
            process.destroyForcibly();
            assertThat(Processes.await(() -> !first.alive(), Duration.ofSeconds(60)))
                    .isTrue();

            try (var second = DevPostgres.start(data, port)) {
                assertThat(second.adopted()).isFalse();
                try (var owner = connect(second, second.owner())) {
                    assertThat(number(owner, "select id from fact")).isEqualTo(42);
                }
            }
        }
    }

    @Test
    void runningOneIsAdoptedAndMovedWhenThePortChanges() {
        try (var first = DevPostgres.start(data, 0)) {
            var pid = first.process().orElseThrow().pid();
            var again = DevPostgres.start(data, first.port());
            assertThat(again.adopted()).isTrue();
            assertThat(again.process().orElseThrow().pid()).isEqualTo(pid);

            try (var moved = DevPostgres.start(data, 0)) {
                assertThat(moved.adopted()).isFalse();
                assertThat(moved.process().orElseThrow().pid()).isNotEqualTo(pid);
            }
        }
    }

    @Test
    void isDurableAndTrustsNobody() throws SQLException {
        try (var postgres = DevPostgres.start(data, 0)) {
            try (var application = connect(postgres, postgres.application())) {
                assertThat(text(application, "show fsync")).isEqualTo("on");
                assertThat(text(application, "show synchronous_commit")).isEqualTo("on");
                assertThat(
                                text(
                                        application,
                                        "select string_agg(rolname, ',' order by rolname) from pg_roles where rolbypassrls or rolsuper"))
                        .isEqualTo("postgres,spaces_owner");
                assertThat(text(
                                application,
                                "select pg_get_userbyid(datdba) from pg_database where datname = 'spaces'"))
                        .isEqualTo("spaces_owner");
            }
            var user = postgres.application().user();
            assertThatThrownBy(() -> connect(postgres, new DevPostgres.Credentials(user, "wrong")))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> connect(postgres, postgres.temporal())).hasMessageContaining("permission denied");
        }
    }

    private static Connection connect(DevPostgres postgres, DevPostgres.Credentials as) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), as.user(), as.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        return Integer.parseInt(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
