package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Temporal and one application on ports and a folder of their own, for programs that measure or break them: nobody
 * supervises, each part dies and comes back by order.
 */
public final class DevStack implements AutoCloseable {

    private static final String ALONE = "harness";
    private static final String SECOND = "harness-second";
    private static final Duration DEATH_MAX = Duration.ofSeconds(20);
    private static final Duration STOP_MAX = Duration.ofSeconds(25);
    private static final Duration TEMPORAL_MAX = Duration.ofSeconds(90);

    private final Path data;
    private final DevPostgres postgres;
    private final Optional<DevTemporal> server;
    private final Peers peers;
    private final Application application;
    private final int httpPort = PortHolder.anyFree();
    private final int grpcPort = PortHolder.anyFree();
    private final Optional<Path> cache;
    private final Thread hook;
    /** What {@link #close()} does, the last first. */
    private final Deque<Runnable> ends = new ArrayDeque<>();

    private Optional<Process> testServer = Optional.empty();
    private Process process;
    private boolean closed;

    /** Starts one part after the other; what was started is stopped again when one fails, or this JVM ends meanwhile. */
    private DevStack(Settings settings, boolean aheadOfTime) {
        this.data = settings.data();
        var starter = new AtomicReference<@Nullable Thread>(Thread.currentThread());
        this.hook = new Thread(() -> stopWithThisProcess(starter), "stop");
        synchronized (this) {
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                new Folder(data).claimHarness();
                stopOrphans(data);
                ends.push(new Folder(data).harness()::delete);
                this.postgres = startPostgres(data);
                var port = PortHolder.anyFree();
                this.server = hasServer() ? Optional.of(startServer(port)) : Optional.empty();
                this.peers = new Peers(
                        postgres.jdbcUrl(),
                        postgres.owner(),
                        postgres.application(),
                        postgres.relay(),
                        "127.0.0.1:" + port,
                        server.map(DevTemporal::uiUrl),
                        server.isPresent() ? Peers.Engine.SERVER : Peers.Engine.TEST);
                if (server.isEmpty()) {
                    startTestServer();
                }
                rememberTemporal();
                this.application = new Application(settings, peers);
                this.cache = aheadOfTime
                        ? new AotCache(settings, application).ensure(Terminal.standard())
                        : Optional.empty();
                this.process = spawn(ALONE, httpPort, grpcPort);
                ends.push(() -> Processes.stop(process.toHandle(), STOP_MAX));
                awaitApplication();
            } catch (RuntimeException e) {
                // an interrupted thread cannot wait for what it stops
                Thread.interrupted();
                close();
                throw e instanceof Processes.Interruption ? new LaunchFailure("Stopped before it was up", e) : e;
            } finally {
                starter.set(null);
            }
        }
    }

    private void stopWithThisProcess(AtomicReference<@Nullable Thread> starter) {
        Optional.ofNullable(starter.get()).ifPresent(Thread::interrupt);
        close();
    }

    private DevPostgres startPostgres(Path data) {
        var own = DevPostgres.in(data.resolve("pg"), PortHolder.anyFree(), Settings.userCache(), account());
        ends.push(own::stop);
        own.start();
        return own;
    }

    private DevTemporal startServer(int port) {
        var own = DevTemporal.start(postgres, new Folder(data).log("temporal"), port);
        ends.push(own::stop);
        return own;
    }

    /**
     * Starts all of it and returns when the application answers.
     *
     * @param build the folder of a build, with the extracted application in {@code app}
     * @param variables more of the application's environment
     * @param aheadOfTime whether the application starts as {@code make run} starts it, with a cache trained if need be
     */
    public static DevStack start(Path data, Path build, Map<String, String> variables, boolean aheadOfTime) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var environment = new HashMap<String, String>();
        Optional.ofNullable(System.getenv("SPACES_JAVA_OPTS"))
                .ifPresent(options -> environment.put("SPACES_JAVA_OPTS", options));
        environment.put("SPACES_DEMO", "off");
        environment.putAll(variables);
        environment.put("SPACES_DATA", data.toString());
        environment.put("SPACES_BUILD", build.toString());
        return new DevStack(new Settings(environment), aheadOfTime);
    }

    /**
     * Claims the folder for this process, which only then may empty it.
     *
     * @return the file that must stay when it is emptied
     */
    public static Path claim(Path data) {
        var folder = new Folder(data);
        folder.claimHarness();
        return folder.harnessLock();
    }

    /** Stops what a killed harness left running on that folder. */
    public static void stopLeftBehind(Path data) {
        leftBehind(data);
    }

    /** The same; whether there was anything. */
    static boolean leftBehind(Path data) {
        var any = stopOrphans(data);
        var folder = data.resolve("pg");
        if (!Files.isDirectory(folder)) {
            return any;
        }
        var postgres = DevPostgres.in(folder, PortHolder.anyFree(), Settings.userCache(), account());
        var served = postgres.alive();
        postgres.stop();
        if (postgres.alive()) {
            throw new LaunchFailure("PostgreSQL on " + postgres.cluster() + " does not end, not even by force");
        }
        return any || served;
    }

    private static PostgresAccount account() {
        return PostgresAccount.ofProcess(Optional.ofNullable(System.getenv("SPACES_PG_AS")));
    }

    /** Whether Temporal is the real server here; without Go it is the one that forgets everything. */
    public static boolean hasServer() {
        return !"test".equals(System.getenv("SPACES_TEMPORAL_ENGINE"))
                && DevTemporal.binary().filter(Files::isExecutable).isPresent();
    }

    public URI product() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    public int httpPort() {
        return httpPort;
    }

    public RestClient rest() {
        return new RestClient(product());
    }

    public DevPostgres postgres() {
        return postgres;
    }

    public String temporalTarget() {
        return peers.temporalTarget();
    }

    /** The application's process; another one after each restart. */
    public ProcessHandle application() {
        return process.toHandle();
    }

    public Path logs() {
        return new Folder(data).logs();
    }

    /** A connection that passes the tenant wall. */
    public Connection owner() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.owner().user(), postgres.owner().password());
    }

    /** What {@code make verify} said of the ledger. */
    public record Verified(boolean clean, List<String> lines) {}

    /** Verifies the ledger against its seals and anchors, as {@code make verify} does. */
    public Verified verifyLedger() {
        var output = new Folder(data).log("verify-ledger");
        var code = application.command("verify-ledger", ProcessBuilder.Redirect.to(output.toFile()));
        try {
            return new Verified(code == 0, Files.readAllLines(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- breaking and mending ----

    public void killApplication() {
        process.destroyForcibly();
        Processes.await(() -> !process.isAlive(), DEATH_MAX);
    }

    /** Starts it and returns when it answers. */
    public void startApplication() {
        spawnApplication();
        awaitApplication();
    }

    /** Starts it without waiting. */
    public synchronized void spawnApplication() {
        if (!process.isAlive()) {
            process = spawn(ALONE, httpPort, grpcPort);
        }
    }

    /** @throws LaunchFailure if it ends, or does not answer in time */
    public void awaitApplication() {
        await(process, httpPort);
    }

    /** Starts a second application on the same PostgreSQL and Temporal, which lives as long as the stack; says where. */
    public URI startSecondApplication() {
        var port = PortHolder.anyFree();
        var started = spawnSecond(port);
        await(started, port);
        return URI.create("http://127.0.0.1:" + port);
    }

    private synchronized Process spawnSecond(int port) {
        var started = spawn(SECOND, port, PortHolder.anyFree());
        ends.push(() -> Processes.stop(started.toHandle(), STOP_MAX));
        return started;
    }

    private void await(Process started, int port) {
        Processes.await(() -> !started.isAlive() || application.healthy(port), Application.START_MAX);
        if (!application.healthy(port)) {
            throw new LaunchFailure("The application does not answer; its log: " + log(port));
        }
    }

    public boolean applicationAlive() {
        return process.isAlive();
    }

    public void killTemporal() {
        server.ifPresent(DevTemporal::kill);
        testServer.ifPresent(Process::destroyForcibly);
        testServer.ifPresent(gone -> Processes.await(() -> !gone.isAlive(), DEATH_MAX));
    }

    public boolean temporalAlive() {
        return server.map(DevTemporal::alive)
                .or(() -> testServer.map(Process::isAlive))
                .orElse(false);
    }

    public synchronized void startTemporal() {
        requireOpen();
        server.ifPresent(DevTemporal::restart);
        if (server.isEmpty()) {
            startTestServer();
        }
        rememberTemporal();
    }

    public void killPostgres() {
        postgres.process().ifPresent(ProcessHandle::destroyForcibly);
        Processes.await(() -> !postgres.alive(), DEATH_MAX);
    }

    public synchronized void startPostgres() {
        requireOpen();
        postgres.start();
    }

    /** All at the same moment. */
    public void killAll() {
        process.destroyForcibly();
        killTemporal();
        killPostgres();
        killApplication();
    }

    public void startAll() {
        startPostgres();
        startTemporal();
        startApplication();
    }

    /** Forgets all of Temporal's state; it is stopped before and started afterwards. */
    public void dropTemporalDatabases() throws SQLException {
        killTemporal();
        var superuser = postgres.superuser();
        var url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
        try (var connection = DriverManager.getConnection(url, superuser.user(), superuser.password());
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists temporal with (force)");
            statement.execute("drop database if exists temporal_visibility with (force)");
        }
        startTemporal();
    }

    /** Stops all of it, the last first; a second time does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        var failures = new ArrayList<RuntimeException>();
        while (!ends.isEmpty()) {
            try {
                ends.pop().run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook itself is at work
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LaunchFailure("The stack is stopped");
        }
    }

    // ---- the application ----

    private Path log(int port) {
        return new Folder(data).log("app-" + port);
    }

    private Process spawn(String name, int httpPort, int grpcPort) {
        requireOpen();
        var more = cache.map(file -> List.of("-XX:AOTCache=" + file)).orElse(List.of());
        try {
            var log = log(httpPort);
            Files.createDirectories(log.getParent());
            var launch = application.launch(httpPort, grpcPort, more);
            var started = launch.spawn(log);
            try {
                new Folder(data).application(name).write(started.toHandle(), "", launch.marker());
                return started;
            } catch (RuntimeException e) {
                started.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a killed harness left behind would hold on to the database; whether there was anything. */
    private static boolean stopOrphans(Path data) {
        var folder = new Folder(data);
        var files = new ArrayList<>(folder.applications());
        files.add(folder.temporal());
        var any = false;
        for (var file : files) {
            var left = file.live();
            if (left.isPresent()) {
                any = true;
                Processes.stop(left.get().process(), DEATH_MAX);
                if (Processes.alive(left.get().process())) {
                    throw new LaunchFailure("Process " + left.get().process().pid() + " on " + data
                            + " does not end, not even by force");
                }
            }
            file.delete();
        }
        return any;
    }

    private void rememberTemporal() {
        var file = new Folder(data).temporal();
        server.ifPresent(own -> file.write(own.process(), "", own.marker()));
        testServer.ifPresent(own -> file.write(own.toHandle(), "", TestEngine.class.getName()));
    }

    private void startTestServer() {
        var target = peers.temporalTarget();
        var port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
        try {
            var log = new Folder(data).log("temporal");
            Files.createDirectories(log.getParent());
            var first = testServer.isEmpty();
            testServer = Optional.of(TestEngine.launch(port).spawn(log));
            if (first) {
                ends.push(() -> testServer.ifPresent(Process::destroyForcibly));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Processes.await(() -> PortHolder.answers(port), TEMPORAL_MAX)) {
            throw new LaunchFailure("Temporal's test server does not answer");
        }
    }
}
