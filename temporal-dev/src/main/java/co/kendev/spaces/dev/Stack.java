package co.kendev.spaces.dev;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** {@code make run}, {@code make instance} and {@code make verify}: what is started, in which order, and what the person is told. */
final class Stack {

    private static final Duration TEMPORAL_START_MAX = Duration.ofSeconds(90);
    private static final Duration INSTANCE_PATIENCE = Duration.ofSeconds(40);
    private static final String MAIN = "stack";

    private final Settings settings;
    private final Terminal terminal;
    private final Folder folder;
    private final Supervisor supervisor;
    private final long since = System.nanoTime();

    Stack(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.folder = new Folder(settings.data());
        this.supervisor = new Supervisor(terminal);
    }

    void run() {
        var ports = settings.ports();
        folder.claim(MAIN);
        supervisor.stopWithThisProcess(this::stopInstances);
        terminal.line(terminal.bold("Spaces") + terminal.dim("  data in " + settings.data()));
        var httpPort = port(ports, Port.HTTP);
        stopOrphans(httpPort);

        var postgres = ownPostgres(ports);
        var peers = peers(ports, postgres);
        var temporal = ownTemporal(ports, postgres);
        var application = new Application(settings, peers);
        postgres.ifPresent(own -> new PostgresPart(own).requirePorts());
        temporal.ifPresent(Child::requirePorts);
        application
                .child("Application", httpPort, port(ports, Port.GRPC), Optional.empty())
                .requirePorts();

        postgres.ifPresent(own -> supervisor.start(new PostgresPart(own)));
        temporal.ifPresent(supervisor::start);
        peers.save(folder.stack());
        var cache = new AotCache(settings, application).ensure(terminal);
        supervisor.start(application.child("Application", httpPort, port(ports, Port.GRPC), cache));
        if (settings.demo()) {
            new DemoTenants(settings.product(httpPort), folder.demo()).ensure(terminal);
            new DemoSales(settings.product(httpPort), folder.demo(), Clock.systemUTC()).begin(terminal);
        }
        ready(ports, peers);
        supervisor.await();
    }

    /** Verifies the ledger of the stack that is running; the exit code. */
    int verify() {
        return new Application(settings, running("to verify")).command("verify-ledger");
    }

    private Peers running(String what) {
        return Peers.ofRunning(settings)
                .filter(known -> folder.launcher(MAIN).live().isPresent())
                .orElseThrow(() -> new LaunchFailure(
                        "No stack is running on " + settings.data() + " " + what + "; 'make run' starts one"));
    }

    void instance() {
        var peers = running("to add an instance to");
        var httpPort = settings.port(Port.HTTP);
        var grpcPort = settings.port(Port.GRPC);
        folder.claim(Integer.toString(httpPort));
        supervisor.stopWithThisProcess(() -> {});
        var application = new Application(settings, peers);
        application.child("Application", httpPort, grpcPort, Optional.empty()).requirePorts();
        var cache = new AotCache(settings, application).ensure(terminal);
        supervisor.start(application.child("Application", httpPort, grpcPort, cache));
        terminal.line("");
        terminal.line("%s after %s: %s, gRPC localhost:%d; Ctrl-C stops this one alone"
                .formatted(terminal.bold("READY"), elapsed(), settings.site(httpPort), grpcPort));
        supervisor.await();
    }

    /** They would stand there without a database. */
    private void stopInstances() {
        for (var launcher : folder.launchers()) {
            if (!launcher.equals(folder.launcher(MAIN))) {
                launcher.live().ifPresent(instance -> {
                    var progress = terminal.begin("Instance");
                    progress.note("stopping");
                    Processes.stop(instance.process(), INSTANCE_PATIENCE);
                    progress.done("stopped");
                });
            }
        }
    }

    private static int port(Map<Port, Integer> ports, Port port) {
        return java.util.Objects.requireNonNull(ports.get(port));
    }

    private void stopOrphans(int httpPort) {
        for (var orphan : folder.orphans(Integer.toString(httpPort))) {
            orphan.live().ifPresent(left -> {
                terminal.line("An application of a killed run is stopped (pid "
                        + left.process().pid() + ")");
                Processes.stop(left.process(), Duration.ofSeconds(25));
            });
            orphan.delete();
        }
    }

    // ---- what the application talks to ----

    private boolean foreignDatabase() {
        return settings.text("SPACES_DB_URL").isPresent();
    }

    private Optional<String> foreignTemporal() {
        return settings.text("SPACES_TEMPORAL_TARGET");
    }

    private Optional<Path> temporalBinary() {
        return settings.text("SPACES_TEMPORAL_BINARY").map(Path::of);
    }

    /** Ours, unless neither the product nor a Temporal server of ours wants it. */
    private Optional<DevPostgres> ownPostgres(Map<Port, Integer> ports) {
        var temporalNeedsIt = foreignTemporal().isEmpty() && temporalBinary().isPresent();
        if (foreignDatabase() && !temporalNeedsIt) {
            return Optional.empty();
        }
        return Optional.of(DevPostgres.in(
                settings.data(),
                port(ports, Port.POSTGRES),
                settings.cache(),
                PostgresAccount.ofProcess(settings.text("SPACES_PG_AS"))));
    }

    private Peers peers(Map<Port, Integer> ports, Optional<DevPostgres> postgres) {
        var engine = foreignTemporal().isPresent()
                ? Peers.Engine.FOREIGN
                : temporalBinary().isPresent() ? Peers.Engine.SERVER : Peers.Engine.TEST;
        var target = foreignTemporal().orElse("127.0.0.1:" + port(ports, Port.TEMPORAL));
        var ui = switch (engine) {
            case SERVER -> Optional.of("http://localhost:" + port(ports, Port.TEMPORAL_UI));
            case FOREIGN -> settings.text("SPACES_TEMPORAL_UI_URL");
            case TEST -> Optional.<String>empty();
        };
        if (foreignDatabase()) {
            return new Peers(
                    settings.text("SPACES_DB_URL").orElseThrow(),
                    Peers.foreign(settings, "SPACES_DB_OWNER"),
                    Peers.foreign(settings, "SPACES_DB"),
                    Peers.foreign(settings, "SPACES_DB_RELAY"),
                    target,
                    ui,
                    engine);
        }
        var own = postgres.orElseThrow();
        return new Peers(own.jdbcUrl(), own.owner(), own.application(), own.relay(), target, ui, engine);
    }

    private Optional<Child> ownTemporal(Map<Port, Integer> ports, Optional<DevPostgres> postgres) {
        if (foreignTemporal().isPresent()) {
            return Optional.empty();
        }
        var port = port(ports, Port.TEMPORAL);
        var used = new EnumMap<Port, Integer>(Map.of(Port.TEMPORAL, port));
        if (temporalBinary().isPresent()) {
            used.put(Port.TEMPORAL_UI, port(ports, Port.TEMPORAL_UI));
            used.put(Port.TEMPORAL_METRICS, port(ports, Port.TEMPORAL_METRICS));
        }
        var launch = temporalBinary()
                .map(binary -> DevTemporal.launch(
                        binary,
                        postgres.orElseThrow(),
                        port,
                        port(ports, Port.TEMPORAL_UI),
                        port(ports, Port.TEMPORAL_METRICS)))
                .orElseGet(() -> TestEngine.launch(port));
        return Optional.of(new Child(
                "Temporal",
                "127.0.0.1:" + port,
                folder.log("temporal"),
                folder.temporal(),
                used,
                launch,
                (adopted, output) ->
                        adopted ? PortHolder.answers(port) : output.get().contains(DevTemporal.READY),
                TEMPORAL_START_MAX));
    }

    // ---- what the person is told ----

    private String elapsed() {
        return Terminal.seconds(Duration.ofNanos(System.nanoTime() - since));
    }

    private void ready(Map<Port, Integer> ports, Peers peers) {
        var product = settings.site(port(ports, Port.HTTP));
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(terminal.bold("READY") + " after " + elapsed());
        lines.add("");
        lines.add(row("Product", product));
        lines.add(row("Sign up", product + "/signup"));
        lines.add(row("REST", product + "/api/v1/openapi.json"));
        lines.add(row("gRPC", "localhost:" + port(ports, Port.GRPC)));
        lines.add(row("Temporal", peers.temporalUi().orElse(peers.temporalTarget())));
        lines.add(row(
                "Metrics",
                product + "/actuator/prometheus"
                        + (peers.engine() == Peers.Engine.SERVER
                                ? "  http://localhost:" + port(ports, Port.TEMPORAL_METRICS) + "/metrics"
                                : "")));
        lines.add(row("Logs", folder.logs().toString()));
        if (settings.demo()) {
            lines.add("");
            lines.add("Demo logins, password " + terminal.bold(DemoTenants.PASSWORD));
            for (var tenant : DemoTenants.TENANTS) {
                lines.add(row("", "owner@%1$s.example  staff@  customer@  integrator@".formatted(tenant.slug())));
            }
            lines.add(row("Operators", "operator@spaces.example  operator2@spaces.example"));
        } else if (settings.wantsDemo()) {
            lines.add("");
            lines.add("No demo: its passwords are known, and the product listens beyond this machine");
        }
        if (peers.engine() == Peers.Engine.TEST) {
            lines.add("");
            lines.add(terminal.warning("Temporal's in-JVM test server serves, because: "
                    + settings.text("SPACES_NO_TEMPORAL").orElse("there is no other")));
            lines.add(
                    terminal.warning(
                            "Lost with it: nothing of a running process survives a restart; no lists of runs; no schedules; no web UI."));
        }
        lines.add("");
        lines.add(terminal.dim(
                "Ctrl-C stops everything, instances too. One more application, in another terminal: make instance"
                        + " SPACES_HTTP_PORT=8081 SPACES_GRPC_PORT=9091"));
        lines.forEach(terminal::line);
    }

    private static String row(String name, String value) {
        return "  " + name + " ".repeat(Math.max(1, 12 - name.length())) + value;
    }
}
