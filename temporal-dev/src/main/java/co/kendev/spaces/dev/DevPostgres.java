package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 18 as its own process on 127.0.0.1: durable (fsync on), scram passwords, three credentials for the product
 * and one for Temporal. It outlives this JVM; the next start on the same folder adopts it.
 */
public final class DevPostgres implements AutoCloseable {

    private static final Duration INIT_MAX = Duration.ofMinutes(2);
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final Duration ORPHANS_MAX = Duration.ofSeconds(5);
    private static final String DATABASE = "spaces";

    /** A login of the database. */
    public record Credentials(String user, String password) {}

    private final Path data;
    private final Path cluster;
    private final Path log;
    private final Path cache;
    private final int port;
    private final PostgresAccount account;
    private final Secrets secrets;
    private @Nullable Path bin;
    private boolean adopted;

    private DevPostgres(Path data, int port, Path cache, PostgresAccount account) {
        this.data = data.toAbsolutePath().normalize();
        this.port = port;
        this.account = account;
        this.cluster = account.place(this.data.resolve("postgres"));
        this.log = cluster.resolve("start.log");
        this.cache = cache;
        this.secrets = Secrets.in(this.data);
    }

    /** Prepares without starting; the port is the one that {@link #start()} will use. */
    static DevPostgres in(Path data, int port, Path cache, PostgresAccount account) {
        return new DevPostgres(data, port, cache, account);
    }

    /**
     * Starts PostgreSQL on that folder, or adopts the one that runs there.
     *
     * @param port 0 takes any free one
     * @throws LaunchFailure if it cannot be started; the message says why
     */
    public static DevPostgres start(Path dataDir, int port) {
        var postgres = new DevPostgres(
                dataDir,
                port == 0 ? PortHolder.anyFree() : port,
                Settings.userCache(),
                PostgresAccount.ofProcess(Optional.ofNullable(System.getenv("SPACES_PG_AS"))));
        postgres.start();
        return postgres;
    }

    void start() {
        privately(data);
        var running = postmaster();
        if (running.isPresent() && running.get().port == port && answers()) {
            adopted = true;
        } else {
            adopted = false;
            running.ifPresent(other -> stop());
            PortHolder.requireFree(Port.POSTGRES, port);
            if (!Files.exists(cluster.resolve("PG_VERSION"))) {
                initialise();
            }
            configure();
            startServer();
        }
        prepareRoles();
    }

    /** Whether the last start found it running. */
    boolean adopted() {
        return adopted;
    }

    public boolean alive() {
        return postmaster().isPresent();
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Owns the database and migrates it; passes row-level security. */
    public Credentials owner() {
        return credentials(DbRole.OWNER);
    }

    /** What the product works with. */
    public Credentials application() {
        return credentials(DbRole.APPLICATION);
    }

    /** What the outbox relay works with. */
    public Credentials relay() {
        return credentials(DbRole.RELAY);
    }

    /** What the Temporal server works with. */
    public Credentials temporal() {
        return credentials(DbRole.TEMPORAL);
    }

    /** May do everything; for tests that break things. */
    public Credentials superuser() {
        return credentials(DbRole.SUPERUSER);
    }

    /** The process that owns all others, for tests that kill it. */
    public Optional<ProcessHandle> process() {
        return postmaster().map(Postmaster::process);
    }

    private Credentials credentials(DbRole role) {
        return secrets.credentials(role);
    }

    /** Ends sessions, writes a checkpoint, stops; nothing happens when it does not run. */
    public void stop() {
        if (postmaster().isEmpty()) {
            return;
        }
        var output = data.resolve("pg_ctl.out");
        run(List.of("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", seconds(STOP_MAX), "stop"), output);
        postmaster().ifPresent(stuck -> Processes.stop(stuck.process, Duration.ofSeconds(5)));
    }

    @Override
    public void close() {
        stop();
    }

    /** Where its files lie; not always under the data folder when root started it. */
    Path cluster() {
        return cluster;
    }

    // ---- the process ----

    private record Postmaster(ProcessHandle process, int port) {}

    /** The live server on this very folder, by its own pid file. */
    private Optional<Postmaster> postmaster() {
        List<String> lines;
        try {
            lines = Files.readAllLines(cluster.resolve("postmaster.pid"), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return Optional.empty();
        }
        if (lines.size() < 4 || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        var number = lines.get(3).strip();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(Processes::alive)
                .filter(this::servesThisFolder)
                .map(process -> new Postmaster(process, number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0));
    }

    private boolean servesThisFolder(ProcessHandle process) {
        return Processes.commandLine(process)
                .map(line -> line.contains("postgres") && line.contains(cluster.toString()))
                .orElse(true);
    }

    private boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException refused) {
            return false;
        }
    }

    private void startServer() {
        clearStalePidFile();
        var output = data.resolve("pg_ctl.out");
        var command = List.of(
                "pg_ctl", "-D", cluster.toString(), "-l", log.toString(), "-w", "-t", seconds(START_MAX), "start");
        // Backends of a killed server may need a moment to notice; until then the new one is refused the memory.
        var until = System.nanoTime() + ORPHANS_MAX.toNanos();
        truncate(log);
        while (run(command, output) != 0) {
            var said = read(log);
            if (!said.contains("still in use") || System.nanoTime() > until) {
                throw new LaunchFailure("PostgreSQL does not start: " + reason(said, output) + " (" + log + ")");
            }
            Processes.pause(Duration.ofMillis(200));
            truncate(log);
        }
    }

    /**
     * A pid file whose number now belongs to a stranger would keep PostgreSQL from starting. One whose process is gone
     * is left to PostgreSQL, which knows whether old backends still hold the memory.
     */
    private void clearStalePidFile() {
        var file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file) || postmaster().isPresent()) {
            return;
        }
        try {
            if (!Processes.await(() -> backends().isEmpty(), ORPHANS_MAX)) {
                backends().forEach(orphan -> Processes.stop(orphan, ORPHANS_MAX));
            }
            var pid = Files.readString(file).lines().findFirst().orElse("").strip();
            if (!pid.matches("[0-9]{1,18}")
                    || ProcessHandle.of(Long.parseLong(pid)).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not everything that works in this folder: a person's shell may. */
    private List<ProcessHandle> backends() {
        return Processes.workingIn(cluster, "postgres");
    }

    private static String reason(String said, Path output) {
        return said.lines()
                .filter(line -> line.contains("FATAL:"))
                .reduce((first, second) -> second)
                .map(line -> line.substring(line.indexOf("FATAL:") + "FATAL:".length())
                        .strip())
                .orElseGet(() -> read(output).strip().replace('\n', ' '));
    }

    // ---- the cluster ----

    /** Into a folder beside, moved into place when complete. */
    private void initialise() {
        var fresh = cluster.resolveSibling(cluster.getFileName() + ".new");
        var passwords = cluster.resolveSibling(cluster.getFileName() + ".pw");
        var output = data.resolve("initdb.out");
        try {
            Files.createDirectories(cluster.getParent());
            PostgresBinaries.deleteTree(fresh);
            Files.createDirectory(fresh, PosixFilePermissions.asFileAttribute(ownerOnly("rwx------")));
            Files.deleteIfExists(passwords);
            Files.createFile(passwords, PosixFilePermissions.asFileAttribute(ownerOnly("rw-------")));
            Files.writeString(passwords, secrets.password(DbRole.SUPERUSER) + "\n");
            account.own(fresh);
            account.own(passwords);
            var code = run(
                    List.of(
                            "initdb",
                            "-D",
                            fresh.toString(),
                            "-U",
                            DbRole.SUPERUSER.user(),
                            "--pwfile=" + passwords,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    output);
            Files.delete(passwords);
            if (code != 0) {
                throw new LaunchFailure("PostgreSQL could not make its folder: "
                        + read(output)
                                .strip()
                                .lines()
                                .reduce((first, second) -> second)
                                .orElse("initdb failed")
                        + " (" + output + ")");
            }
            Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchFailure("PostgreSQL could not make its folder " + cluster + ": " + e.getMessage(), e);
        }
    }

    /** Written at every start, so that a later version of these settings reaches an older folder. */
    private void configure() {
        var settings = """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 200
                password_encryption = 'scram-sha-256'
                # what was acknowledged must survive kill -9 and a power cut
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                # a developer's machine, shared with a JVM and a browser
                shared_buffers = '128MB'
                max_wal_size = '1GB'
                wal_compression = 'pglz'
                checkpoint_completion_target = 0.9
                random_page_cost = 1.1
                # one idle tab must not hold back vacuum for ever
                idle_in_transaction_session_timeout = '5min'
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgresql-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = '1d'
                log_line_prefix = '%%m [%%p] %%u@%%d '
                log_min_duration_statement = '1s'
                """.formatted(port);
        var file = cluster.resolve("spaces.conf");
        var main = cluster.resolve("postgresql.conf");
        var include = "include 'spaces.conf'";
        try {
            Files.writeString(file, settings);
            var content = Files.readString(main);
            if (!content.contains(include)) {
                Files.writeString(main, content + "\n" + include + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        account.own(file);
    }

    // ---- roles ----

    private void prepareRoles() {
        try (var connection = connect("postgres")) {
            var roles = names(connection, "select rolname from pg_roles");
            for (var role : DbRole.values()) {
                if (!roles.contains(role.user())) {
                    execute(
                            connection,
                            "create role %s login password '%s'".formatted(role.user(), secrets.password(role)));
                }
            }
            execute(connection, "alter role spaces_owner bypassrls nosuperuser nocreatedb nocreaterole");
            execute(connection, "alter role spaces_app nobypassrls nosuperuser nocreatedb nocreaterole");
            execute(connection, "alter role spaces_relay nobypassrls nosuperuser nocreatedb nocreaterole");
            execute(connection, "alter role temporal createdb nobypassrls nosuperuser nocreaterole");
            if (!names(connection, "select datname from pg_database").contains(DATABASE)) {
                execute(connection, "create database " + DATABASE + " owner spaces_owner");
            }
            execute(connection, "revoke all on database " + DATABASE + " from public");
            execute(connection, "grant connect on database " + DATABASE + " to spaces_app, spaces_relay");
        } catch (SQLException e) {
            throw new LaunchFailure(
                    Objects.equals(e.getSQLState(), "28P01")
                            ? data.resolve("secrets") + " does not fit the database; 'make nuke' starts afresh"
                            : "PostgreSQL runs, but its roles could not be prepared: " + e.getMessage(),
                    e);
        }
    }

    private Connection connect(String database) throws SQLException {
        var superuser = superuser();
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5&loginTimeout=10";
        return DriverManager.getConnection(url, superuser.user(), superuser.password());
    }

    private static HashSet<String> names(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var names = new HashSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    // ---- programs and files ----

    private Path bin() {
        if (bin == null) {
            bin = account.binaries(PostgresBinaries.unpacked(cache, Platform.ofProcess()))
                    .resolve("bin");
        }
        return bin;
    }

    private int run(List<String> command, Path output) {
        var programs = bin();
        var full = new ArrayList<>(command);
        full.set(0, programs.resolve(command.getFirst()).toString());
        try {
            var builder = new ProcessBuilder(account.command(full))
                    .directory(programs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // An inherited locale that is not installed makes initdb refuse; a PG* variable would lead it astray.
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            try {
                if (!process.waitFor(INIT_MAX)) {
                    process.destroyForcibly();
                    throw new LaunchFailure(
                            command.getFirst() + " took longer than " + INIT_MAX.toMinutes() + " minutes");
                }
                return process.exitValue();
            } catch (InterruptedException e) {
                // A server that is just being started can be stopped only when it is there.
                if (!process.waitFor(STOP_MAX)) {
                    process.destroyForcibly();
                }
                throw e;
            }
        } catch (IOException e) {
            throw new LaunchFailure("PostgreSQL's " + command.getFirst() + " does not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        }
    }

    private static void privately(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, ownerOnly("rwx------"));
        } catch (IOException e) {
            throw new LaunchFailure("The data folder " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> ownerOnly(String permissions) {
        return PosixFilePermissions.fromString(permissions);
    }

    private void truncate(Path file) {
        try {
            Files.writeString(file, "");
            account.own(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }
}
