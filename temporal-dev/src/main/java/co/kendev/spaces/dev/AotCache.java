package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The JDK's ahead-of-time cache of the application, trained once per build, JDK and set of options.
 *
 * <p>The training run is the application itself on ports nobody knows: it starts, serves the first pages and is stopped,
 * upon which the JVM writes what it learnt. Without a cache everything works, only slower to start.
 */
final class AotCache {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(3);
    private static final Duration WRITE_MAX = Duration.ofMinutes(2);
    private static final String TRAINING = "training";
    private static final List<String> PAGES =
            List.of("/", "/signup", "/login", "/app", "/api/v1/openapi.json", "/api/v1/spaces", "/actuator/prometheus");

    private final Settings settings;
    private final Application application;

    AotCache(Settings settings, Application application) {
        this.settings = settings;
        this.application = application;
    }

    /** The cache, trained now if there is none; nothing if it is switched off or cannot be made. */
    Optional<Path> ensure(Terminal terminal) {
        if (!settings.aheadOfTimeCache()) {
            return Optional.empty();
        }
        var key = Integer.toHexString(
                (System.getProperty("java.vm.version") + System.getProperty("java.vm.vendor") + application.options())
                        .hashCode());
        var cache = settings.build().resolve("app-" + key + ".aot");
        var failed = cache.resolveSibling(cache.getFileName() + ".failed");
        if (Files.exists(cache)) {
            return Optional.of(cache);
        }
        if (Files.exists(failed)) {
            return Optional.empty();
        }
        var progress = terminal.begin("Start-up cache");
        try {
            progress.note("training it, once per build (SPACES_AOT=off leaves it out)");
            train(cache, failed);
            progress.done("trained, " + Files.size(cache) / 1_000_000 + " MB");
            return Optional.of(cache);
        } catch (LaunchFailure | IOException e) {
            progress.warned("none, the application starts without: " + e.getMessage());
            return Optional.empty();
        } finally {
            progress.gone();
        }
    }

    private void train(Path cache, Path failed) throws IOException {
        var folder = new Folder(settings.data());
        var log = folder.log("training");
        Files.createDirectories(log.toAbsolutePath().getParent());
        var fresh = cache.resolveSibling(cache.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var httpPort = PortHolder.anyFree();
        var launch = application.launch(
                httpPort, PortHolder.anyFree(), List.of("-XX:AOTCacheOutput=" + fresh, "-Xlog:aot=error,cds=error"));
        var process = launch.spawn(log);
        var pidFile = folder.application(TRAINING);
        pidFile.write(process.toHandle(), "", launch.marker());
        try {
            Processes.await(() -> !process.isAlive() || application.healthy(httpPort), ANSWER_MAX);
            if (!application.healthy(httpPort)) {
                throw new LaunchFailure("the training run did not answer, see " + log);
            }
            for (var page : PAGES) {
                application.status(httpPort, page);
            }
            process.destroy();
            if (!Processes.await(() -> !process.isAlive(), WRITE_MAX) || !Files.exists(fresh)) {
                remember(failed);
                throw new LaunchFailure("the training run wrote none, see " + log);
            }
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            process.destroyForcibly();
            pidFile.delete();
            Files.deleteIfExists(fresh);
        }
    }

    private static void remember(Path failed) {
        try {
            Files.createFile(failed);
        } catch (IOException notRemembered) {
            // it is tried again at the next start
        }
    }
}
