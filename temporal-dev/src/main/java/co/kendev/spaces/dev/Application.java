package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's own process: how it is started on given ports, and whether it answers. */
final class Application {

    static final Duration START_MAX = Duration.ofMinutes(3);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final String USUAL_OPTIONS =
            "-Xmx512m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
                    + " --sun-misc-unsafe-memory-access=allow";

    private final Settings settings;
    private final Peers peers;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Application(Settings settings, Peers peers) {
        this.settings = settings;
        this.peers = peers;
    }

    /** The options of its JVM, without the cache. */
    List<String> options() {
        return List.of(settings.text("SPACES_JAVA_OPTS").orElse(USUAL_OPTIONS).split("\\s+"));
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Path jar() {
        var directory = settings.build().resolve("app");
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                var jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new LaunchFailure("The application is not in " + settings.build() + "; delete that folder and try again");
    }

    /** @param more options in front, such as the ahead-of-time cache */
    Launch launch(int httpPort, int grpcPort, List<String> more) {
        var command = new ArrayList<String>();
        command.add(java().toString());
        command.addAll(more);
        command.addAll(options());
        command.add("-Dspaces.data=" + settings.data());
        command.add("-jar");
        command.add(jar().toString());
        var environment = environment();
        environment.put("SPACES_HTTP_PORT", Integer.toString(httpPort));
        environment.put("SPACES_GRPC_PORT", Integer.toString(grpcPort));
        environment.put("SPACES_ROLE", settings.text("SPACES_ROLE").orElse("all"));
        environment.put("SPACES_DEMO", settings.demo() ? "on" : "off");
        return new Launch(command, environment, "-Dspaces.data=" + settings.data());
    }

    private HashMap<String, String> environment() {
        var environment = new HashMap<>(settings.forApplication());
        environment.putAll(peers.environment());
        environment.putIfAbsent(
                "SPACES_LEDGER_ANCHORS", new Folder(settings.data()).anchors().toString());
        return environment;
    }

    /** Runs the application with a word instead of serving; its output is ours, and so is its exit code. */
    int command(String word) {
        return command(word, ProcessBuilder.Redirect.INHERIT);
    }

    /** The same, with its output elsewhere. */
    int command(String word, ProcessBuilder.Redirect output) {
        var command = new ArrayList<String>();
        command.add(java().toString());
        command.addAll(options());
        command.add("-jar");
        command.add(jar().toString());
        command.add(word);
        try {
            var builder = new ProcessBuilder(command).inheritIO().redirectOutput(output);
            builder.environment().putAll(environment());
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        }
    }

    Child child(String name, int httpPort, int grpcPort, Optional<Path> aheadOfTime) {
        var folder = new Folder(settings.data());
        return new Child(
                name,
                settings.site(httpPort),
                folder.log("app-" + httpPort),
                folder.application(Integer.toString(httpPort)),
                Map.of(Port.HTTP, httpPort, Port.GRPC, grpcPort),
                launch(
                        httpPort,
                        grpcPort,
                        aheadOfTime.map(file -> List.of("-XX:AOTCache=" + file)).orElse(List.of())),
                (adopted, output) -> healthy(httpPort),
                START_MAX);
    }

    boolean healthy(int httpPort) {
        return status(httpPort, "/actuator/health").filter(code -> code == 200).isPresent();
    }

    /** The status of a GET, or nothing when nobody answers. */
    Optional<Integer> status(int httpPort, String path) {
        try {
            var request = HttpRequest.newBuilder(settings.product(httpPort).resolve(path))
                    .timeout(ANSWER_MAX)
                    .build();
            return Optional.of(
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        }
    }
}
