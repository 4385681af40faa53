package co.kendev.spaces.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The development stack's real Temporal server on a PostgreSQL of its own. */
public final class RealTemporal implements AutoCloseable {
    private static final String READY = "temporal: READY";
    private static final long START_MAX_MS = 90_000;

    private final EmbeddedPostgres postgres;
    private final Path binary;
    private final int port;
    private Process server;

    private RealTemporal(Path binary, int port) throws IOException, InterruptedException {
        this.binary = binary;
        this.port = port;
        this.postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start();
        this.server = spawn();
    }

    private Process spawn() throws IOException, InterruptedException {
        var log = Files.createTempFile("temporal", ".log");
        var builder = new ProcessBuilder(
                        binary.toString(),
                        "--db",
                        "127.0.0.1:" + postgres.getPort(),
                        "--db-user",
                        "postgres",
                        "--port",
                        Integer.toString(port),
                        "--ui-port",
                        Integer.toString(TestTemporal.freePort()),
                        "--metrics-port",
                        "0",
                        "--namespace",
                        "spaces")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SPACES_TEMPORAL_DB_PASSWORD", "trusted");
        var started = builder.start();
        long deadline = System.currentTimeMillis() + START_MAX_MS;
        while (!Files.readString(log).contains(READY)) {
            if (!started.isAlive() || System.currentTimeMillis() > deadline) {
                started.destroyForcibly();
                postgres.close();
                throw new IllegalStateException("Temporal did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return started;
    }

    /** Loses its databases, and comes back without them. */
    public void forget() throws IOException, InterruptedException, SQLException {
        server.destroyForcibly().waitFor();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database temporal with (force)");
            statement.execute("drop database temporal_visibility with (force)");
        }
        server = spawn();
    }

    /** The built server, if there is one: named by {@code SPACES_TEMPORAL_BINARY}, else the newest in the user's cache. */
    public static Optional<Path> binary() {
        var named = System.getenv("SPACES_TEMPORAL_BINARY");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        var cacheHome = System.getenv("XDG_CACHE_HOME");
        var cache = cacheHome == null || cacheHome.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cacheHome);
        var folder = cache.resolve("spaces/temporal");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var versions = Files.list(folder)) {
            return versions.map(version -> version.resolve("spaces-temporal"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RealTemporal start(Path binary) throws IOException, InterruptedException {
        return new RealTemporal(binary, TestTemporal.freePort());
    }

    /** The server on a port that was reserved before. */
    public static RealTemporal startOn(Path binary, int port) throws IOException, InterruptedException {
        return new RealTemporal(binary, port);
    }

    public String target() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
