package co.kendev.spaces.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long a person waits for {@code make run}, and for the application alone. */
final class StartUp implements Measure {

    private static final int RUNS = 5;
    private static final int WARM_RUNS = 3;
    private static final String CACHE = "-XX:AOTCache=";
    private static final List<String> PORTS = List.of(
            "SPACES_HTTP_PORT",
            "SPACES_GRPC_PORT",
            "SPACES_PG_PORT",
            "SPACES_TEMPORAL_PORT",
            "SPACES_TEMPORAL_UI_PORT",
            "SPACES_TEMPORAL_METRICS_PORT");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var alone = new Sample();
        for (var i = 0; i < Math.max(2, rig.scaled(RUNS)); i++) {
            rig.stack().killApplication();
            var begin = System.nanoTime();
            rig.stack().spawnApplication();
            awaitPage(rig.stack().product());
            alone.add(System.nanoTime() - begin);
            rig.stack().awaitApplication();
            requireCache(rig.stack().application());
        }
        var data = rig.stack().logs().resolveSibling("run-alone");
        stackUntilReady(data); // the first one makes the database and the five demo tenants
        var warm = new Sample();
        for (var i = 0; i < rig.scaled(WARM_RUNS); i++) {
            warm.add(stackUntilReady(data));
        }
        return List.of(
                Figure.asked(
                        "warm make run → READY",
                        "≤ 30 s",
                        seen(warm),
                        warm.p50() <= 30_000,
                        "starts of a stopped stack on its folder, nothing to build, the stack of this measurement running beside it; median of %d"
                                .formatted(warm.size())),
                Figure.asked(
                        "application alone → first page (AOT cache)",
                        "≤ 6 s",
                        seen(alone),
                        alone.p50() <= 6_000,
                        "from the start of the process to the first 200 of the landing page, after kill -9; median of %d"
                                .formatted(alone.size())));
    }

    private static String seen(Sample sample) {
        return Text.seconds(sample.p50() / 1000) + " (slowest " + Text.seconds(sample.ms(1) / 1000) + ")";
    }

    /** @throws IllegalStateException if that application has started without its start-up cache, or with one that is not there */
    private static void requireCache(ProcessHandle application) {
        var cache = cache(application);
        if (cache.isEmpty() || !Files.exists(Path.of(cache.get()))) {
            throw new IllegalStateException(
                    "The application has started without its start-up cache; was it switched off, or could it not be trained?");
        }
    }

    private static Optional<String> cache(ProcessHandle application) {
        return application.info().arguments().stream()
                .flatMap(Arrays::stream)
                .filter(argument -> argument.startsWith(CACHE))
                .map(argument -> argument.substring(CACHE.length()))
                .findFirst();
    }

    private static void awaitPage(URI product) throws InterruptedException {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var until = System.nanoTime() + 120_000_000_000L;
            while (System.nanoTime() < until) {
                try {
                    var page = http.send(
                            HttpRequest.newBuilder(product.resolve("/"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
                    if (page.statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // nobody listens
                }
                Thread.sleep(20);
            }
            throw new IllegalStateException("No page within two minutes");
        }
    }

    /** Nanoseconds from the call until the launcher says that all is ready; then all is stopped again. */
    private static long stackUntilReady(Path data) throws IOException, InterruptedException {
        var root = Path.of(System.getenv("SPACES_ROOT"));
        var builder =
                new ProcessBuilder(root.resolve("temporal-dev/bin/spaces").toString(), "run").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPACES_DB") || name.equals("SPACES_BUILD"));
        builder.environment().put("SPACES_DATA", data.toString());
        for (var port : PORTS) {
            try (var socket = new ServerSocket(0)) {
                builder.environment().put(port, Integer.toString(socket.getLocalPort()));
            }
        }
        var begin = System.nanoTime();
        var process = builder.start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("READY")) {
                    var ready = System.nanoTime();
                    requireCache(process.descendants()
                            .filter(child -> cache(child).isPresent())
                            .findFirst()
                            .orElse(process.toHandle()));
                    return ready - begin;
                }
                System.out.println("    " + line);
            }
            throw new IllegalStateException("make run ended before it was ready");
        } finally {
            process.destroy();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
