package co.kendev.spaces.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of one JVM, with the three users of the product; each caller gets a database of its own. */
public final class TestDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String PASSWORD = "test";

    private final String url;

    private TestDatabase(String url) {
        this.url = url;
    }

    /** A fresh, empty database. */
    public static TestDatabase create() {
        var server = Server.INSTANCE;
        var name = "spaces_" + DATABASES.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner spaces_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name);
    }

    public String url() {
        return url;
    }

    /** What the application needs to know to use it. */
    public Map<String, String> properties() {
        return Map.of(
                "spaces.db.url", url,
                "spaces.db.owner-user", "spaces_owner",
                "spaces.db.owner-password", PASSWORD,
                "spaces.db.user", "spaces_app",
                "spaces.db.password", PASSWORD,
                "spaces.db.relay-user", "spaces_relay",
                "spaces.db.relay-password", PASSWORD);
    }

    /** Started by the first who asks, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    for (var role : List.of("spaces_owner bypassrls", "spaces_app", "spaces_relay")) {
                        statement.execute("create role " + role + " login password '" + PASSWORD + "'");
                    }
                }
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
