package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real Temporal server on a {@link DevPostgres}, for tests that need one to start, kill and start again. */
public final class DevTemporal implements AutoCloseable {

    static final String READY = "temporal: READY";

    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final DevPostgres postgres;
    private final Path log;
    private final int port;
    private final int uiPort;
    private final Path binary;
    private Process process;

    private DevTemporal(DevPostgres postgres, Path log, int port, int uiPort, Path binary) throws IOException {
        this.postgres = postgres;
        this.log = log;
        this.port = port;
        this.uiPort = uiPort;
        this.binary = binary;
        this.process = spawn();
    }

    /**
     * Starts the server and returns when its namespace is ready.
     *
     * @param port of the frontend; 0 takes any free one
     * @throws LaunchFailure if there is no binary yet, or it does not start
     */
    public static DevTemporal start(DevPostgres postgres, Path log, int port) {
        var binary = binary().orElseThrow(() -> new LaunchFailure(
                "The Temporal server is not built; 'make test' builds it, or temporal-dev/bin/spaces build"));
        try {
            return new DevTemporal(
                    postgres, log, port == 0 ? PortHolder.anyFree() : port, PortHolder.anyFree(), binary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built server: the one that the launcher names, else the newest in the user's cache. */
    public static Optional<Path> binary() {
        var named = Optional.ofNullable(System.getenv("SPACES_TEMPORAL_BINARY")).filter(name -> !name.isBlank());
        if (named.isPresent()) {
            return named.map(Path::of);
        }
        var cache = Settings.userCache().resolve("temporal");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (var versions = Files.list(cache)) {
            return versions.map(version -> version.resolve("spaces-temporal"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Launch launch(Path binary, DevPostgres postgres, int port, int uiPort, int metricsPort) {
        var command = List.of(
                binary.toString(),
                "--db",
                "127.0.0.1:" + postgres.port(),
                "--db-user",
                postgres.temporal().user(),
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--metrics-port",
                Integer.toString(metricsPort),
                "--namespace",
                "spaces");
        return new Launch(
                command,
                Map.of("SPACES_TEMPORAL_DB_PASSWORD", postgres.temporal().password()),
                binary.toString());
    }

    public String target() {
        return "127.0.0.1:" + port;
    }

    public String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    public boolean alive() {
        return process.isAlive();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    String marker() {
        return binary.toString();
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
        Processes.await(() -> !process.isAlive(), STOP_MAX);
    }

    /** Starts it again on the same port after {@link #kill()} or {@link #stop()}. */
    public void restart() {
        stop();
        try {
            process = spawn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        Processes.stop(process.toHandle(), STOP_MAX);
    }

    @Override
    public void close() {
        stop();
    }

    private Process spawn() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.writeString(log, "");
        var started = launch(binary, postgres, port, uiPort, 0).spawn(log);
        try {
            if (!Processes.await(() -> !started.isAlive() || read().contains(READY), START_MAX) || !started.isAlive()) {
                throw new LaunchFailure("The Temporal server does not start: " + read().strip());
            }
            return started;
        } catch (RuntimeException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    private String read() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
