package co.kendev.spaces.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser driven over its DevTools protocol; each tab is a person of its own. */
final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private Chromium(Process process, URI endpoint) {
        this.process = process;
        this.socket =
                http.newWebSocketBuilder().buildAsync(endpoint, new Answers()).join();
    }

    static Chromium start(Path profile) throws IOException, InterruptedException {
        Files.createDirectories(profile);
        var endpoint = profile.resolve("DevToolsActivePort");
        Files.deleteIfExists(endpoint);
        var process = new ProcessBuilder(
                        program(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-backgrounding-occluded-windows",
                        "--disable-renderer-backgrounding",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(endpoint) || Files.readAllLines(endpoint).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IllegalStateException("Chromium does not start, see " + profile.resolve("chromium.log"));
            }
            Thread.sleep(50);
        }
        var lines = Files.readAllLines(endpoint);
        return new Chromium(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
    }

    /** Opens a page in a context of its own, with one cookie. */
    void open(URI page, String cookie, String value) {
        var context = call("Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asString();
        call(
                "Storage.setCookies",
                Map.of(
                        "browserContextId",
                        context,
                        "cookies",
                        List.of(Map.of(
                                "name",
                                cookie,
                                "value",
                                value,
                                "url",
                                page.resolve("/").toString()))));
        call("Target.createTarget", Map.of("url", page.toString(), "browserContextId", context));
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        var message = answer.orTimeout(30, TimeUnit.SECONDS).join();
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    private static String program() {
        var named = System.getenv("CHROMIUM");
        if (named == null || !Files.isExecutable(Path.of(named))) {
            throw new IllegalStateException(
                    "CHROMIUM does not name a program (make bench looks for one and sets it): " + named);
        }
        return named;
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                var message = JSON.readTree(text.toString());
                text.setLength(0);
                var asked = waiting.remove(message.path("id").asInt(0));
                if (asked != null) {
                    asked.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
