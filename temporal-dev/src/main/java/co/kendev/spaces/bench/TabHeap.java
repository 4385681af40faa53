package co.kendev.spaces.bench;

import co.kendev.spaces.dev.Business;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What an open tab holds in the application: its Vaadin session, its push connection, its stream. */
final class TabHeap implements Measure {

    private static final int WARM = 5;
    private static final int TABS = 30;
    private static final Pattern HEADER = Pattern.compile("\"headerName\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern LISTENERS = Pattern.compile("(?m)^spaces_stream_listeners(?:\\{[^}]*})? ([0-9.E]+)$");

    @Override
    public String name() {
        return "tabs";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var product = rig.stack().product();
        var place = rig.place();
        var page = product.resolve("/app/s/" + place.business().slug() + "/welcome");
        var tabs = Math.max(5, rig.scaled(TABS));
        try (var browser = Chromium.start(rig.stack().logs().resolveSibling("chromium"))) {
            for (var i = 0; i < WARM; i++) {
                open(rig, browser, product, page, i);
            }
            awaitStreams(product, WARM);
            var before = heap(rig);
            for (var i = 0; i < tabs; i++) {
                open(rig, browser, product, page, WARM + i);
            }
            awaitStreams(product, WARM + tabs);
            var after = heap(rig);
            var perTab = (after - before) / 1000.0 / tabs;
            return List.of(Figure.asked(
                    "live heap per open tab (Vaadin session + stream)",
                    "≤ 400 kB",
                    "%.0f kB".formatted(perTab),
                    perTab <= 400,
                    "%d tabs of headless Chromium, each a login and a session of its own, opened beside %d; live objects after a full collection (jcmd GC.class_histogram), %.1f MB → %.1f MB"
                            .formatted(tabs, WARM, before / 1e6, after / 1e6)));
        }
    }

    private static void open(Rig rig, Chromium browser, URI product, URI page, int number)
            throws IOException, InterruptedException, java.sql.SQLException {
        var logins = rig.place().logins();
        browser.open(page, "spaces_login", login(product, logins.get(number % logins.size())));
        Thread.sleep(200);
    }

    /** Logs in as a browser does, and returns the cookie's value. */
    private static String login(URI product, String login) throws IOException, InterruptedException {
        var cookies = new CookieManager();
        try (var http = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            var csrf = http.send(
                            HttpRequest.newBuilder(product.resolve("/api/v1/csrf"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            var form = "login=" + encoded(login) + "&password=" + encoded(Business.PASSWORD);
            var answer = http.send(
                    HttpRequest.newBuilder(product.resolve("/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(find(HEADER, csrf), find(TOKEN, csrf))
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("spaces_login"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No login for " + login + ": " + answer.statusCode()))
                    .getValue();
        }
    }

    private static void awaitStreams(URI product, int wanted) throws IOException, InterruptedException {
        var until = System.nanoTime() + 120_000_000_000L;
        var open = 0.0;
        try (var http = HttpClient.newHttpClient()) {
            while (open < wanted) {
                var metrics = http.send(
                                HttpRequest.newBuilder(product.resolve("/actuator/prometheus"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                open = Double.parseDouble(find(LISTENERS, metrics));
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("Only " + open + " of " + wanted + " tabs have a stream");
                }
                Thread.sleep(500);
            }
            // the rest of a page's first round trips
            Thread.sleep(3_000);
        }
    }

    /** Bytes of live objects. */
    private static long heap(Rig rig) throws IOException, InterruptedException {
        histogram(rig);
        return histogram(rig);
    }

    private static long histogram(Rig rig) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(rig.stack().application().pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("jcmd says: " + String.join(" ", lines));
        }
        var total = lines.getLast().strip().split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "No " + pattern + " in: " + text.substring(0, Math.min(300, text.length())));
        }
        return matcher.group(1);
    }
}
