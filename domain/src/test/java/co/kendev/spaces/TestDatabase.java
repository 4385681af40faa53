package co.kendev.spaces;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A real PostgreSQL for tests, one server per JVM and a fresh database per application context, with the three credentials that
 * production has. Use it as {@code @ContextConfiguration(initializers = TestDatabase.class)}.
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String PASSWORD = "test";
    private static EmbeddedPostgres server;

    /** A new empty database with its roles; returns the properties {@code spaces.db.*} that lead to it. */
    public static Map<String, Object> create() {
        var name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        var server = server();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner spaces_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "spaces.db.url",
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name,
                "spaces.db.owner-user",
                "spaces_owner",
                "spaces.db.owner-password",
                PASSWORD,
                "spaces.db.user",
                "spaces_app",
                "spaces.db.password",
                PASSWORD,
                "spaces.db.relay-user",
                "spaces_relay",
                "spaces.db.relay-password",
                PASSWORD);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test-database", create()));
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create role spaces_owner login bypassrls password '" + PASSWORD + "'");
                    statement.execute("create role spaces_app login password '" + PASSWORD + "'");
                    statement.execute("create role spaces_relay login password '" + PASSWORD + "'");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }
}
