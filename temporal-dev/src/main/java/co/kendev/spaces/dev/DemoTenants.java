package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The five demo businesses, signed up through the product's own REST interface; a second time changes nothing. */
final class DemoTenants {

    static final String PASSWORD = "spaces-demo";

    static final List<Tenant> TENANTS = List.of(
            new Tenant(
                    "kendev",
                    "KenDev.Co",
                    "kendev",
                    "America/Los_Angeles",
                    "Kendra Okafor",
                    "Tomás Rivera",
                    "Grace Lindqvist",
                    "Dev Patel"),
            new Tenant(
                    "celersoft",
                    "Celersoft",
                    "celersoft",
                    "America/Chicago",
                    "Priya Raman",
                    "Owen Gallagher",
                    "Helena Brandt",
                    "Marcus Adeyemi"),
            new Tenant(
                    "hays-cactus-farm",
                    "Hays Cactus Farm",
                    "hays-cactus-farm",
                    "America/Phoenix",
                    "Delia Hays",
                    "Rosa Delgado",
                    "Walter Nakamura",
                    "Ines Carvalho"),
            new Tenant(
                    "ernesto-behrens",
                    "Ernesto Behrens",
                    "ernesto-behrens",
                    "America/New_York",
                    "Ernesto Behrens",
                    "Naomi Feldman",
                    "Luis Ortega",
                    "Samira Haddad"),
            new Tenant(
                    "desert-digital",
                    "Desert Digital",
                    "service-business",
                    "America/Denver",
                    "Jonah Whitehorse",
                    "Abby Sorensen",
                    "Colleen Murphy",
                    "Rafael Quintana"));

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Duration BIRTH_MAX = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One demo business with the names of its people. */
    record Tenant(
            String slug,
            String business,
            String template,
            String timeZone,
            String owner,
            String staff,
            String customer,
            String integrator) {

        String login(String role) {
            return role + "@" + slug + ".example";
        }

        Map<String, String> people() {
            return Map.of("staff", staff, "customer", customer, "integrator", integrator);
        }
    }

    private record Answer(int status, JsonNode body) {
        boolean good() {
            return status >= 200 && status < 300;
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** The product answered something that the demo cannot go on from. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private final URI product;
    private final Path done;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param done a folder for what is complete */
    DemoTenants(int httpPort, Path done) {
        this.done = done;
        product = URI.create("http://127.0.0.1:" + httpPort);
    }

    /** Makes what is missing; a tenant that could not be made is said, and the stack runs on. */
    void ensure(Terminal terminal) {
        var progress = terminal.begin("Demo");
        progress.note("five tenants are being born");
        var failures = new ArrayList<String>();
        var born = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var works = new ArrayList<Future<Boolean>>();
            for (var tenant : TENANTS) {
                works.add(threads.submit(() -> ensure(tenant)));
            }
            for (var i = 0; i < works.size(); i++) {
                try {
                    born += works.get(i).get() ? 1 : 0;
                } catch (ExecutionException e) {
                    failures.add(TENANTS.get(i).slug() + ": " + reason(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        } finally {
            progress.gone();
        }
        if (failures.isEmpty()) {
            progress.done(born == 0 ? "five tenants, as before" : "five tenants, " + born + " of them new");
        } else {
            progress.warned(failures.size() + " of five tenants are not there: " + failures.getFirst());
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }

    /** True when it was born just now. */
    private boolean ensure(Tenant tenant) throws IOException, InterruptedException {
        var answer = post(
                "/api/v1/onboardings",
                null,
                Map.of(
                        "businessName",
                        tenant.business,
                        "slug",
                        tenant.slug,
                        "template",
                        tenant.template,
                        "timeZone",
                        tenant.timeZone,
                        "currency",
                        "USD",
                        "ownerName",
                        tenant.owner,
                        "ownerEmail",
                        tenant.login("owner"),
                        "password",
                        PASSWORD));
        require(answer, "sign-up");
        var process = answer.text("id");
        if (answer.status == 200 && completed(tenant, process)) {
            return false;
        }
        awaitLive(process, answer.text("statusToken"));
        var owner = token(tenant.login("owner"));
        if (owner == null) {
            throw new Refused("its owner cannot log in");
        }
        for (var person : tenant.people().entrySet()) {
            join(tenant, owner, person.getKey(), person.getValue());
        }
        remember(tenant, process);
        return answer.status == 202;
    }

    /** Whether everybody of this very process has joined: asking for each login again would cost a hash each. */
    private boolean completed(Tenant tenant, String process) throws IOException {
        var file = done.resolve(tenant.slug);
        return Files.exists(file) && Files.readString(file).equals(process);
    }

    private void remember(Tenant tenant, String process) throws IOException {
        Files.createDirectories(done);
        Files.writeString(done.resolve(tenant.slug), process);
    }

    private void awaitLive(String process, String statusToken) throws IOException, InterruptedException {
        var until = System.nanoTime() + BIRTH_MAX.toNanos();
        while (true) {
            var answer = get("/api/v1/processes/" + process, statusToken);
            require(answer, "progress");
            var state = answer.text("state");
            if (!answer.text("spaceSlug").isEmpty() && Set.of("waiting", "done").contains(state)) {
                return;
            }
            if (Set.of("failed", "cancelled").contains(state)) {
                throw new Refused("its onboarding has " + state);
            }
            if (System.nanoTime() > until) {
                throw new Refused("its onboarding is still " + state + " at stage " + answer.text("stage"));
            }
            Thread.sleep(LOOK);
        }
    }

    private void join(Tenant tenant, String owner, String role, String name) throws IOException, InterruptedException {
        if (token(tenant.login(role)) != null) {
            return;
        }
        var invitation = post(
                "/api/v1/spaces/" + tenant.slug + "/invitations",
                owner,
                Map.of("email", tenant.login(role), "role", role));
        if (invitation.status == 409) {
            return;
        }
        require(invitation, "invitation");
        var accepted = post(
                "/api/v1/invitations/"
                        + URLEncoder.encode(invitation.text("token"), StandardCharsets.UTF_8)
                        + "/acceptances",
                null,
                Map.of("name", name, "password", PASSWORD));
        if (accepted.status != 409) {
            require(accepted, "acceptance");
        }
    }

    /** Nothing when the login does not exist yet. */
    private @Nullable String token(String login) throws IOException, InterruptedException {
        var answer = post("/api/v1/token", null, Map.of("login", login, "password", PASSWORD));
        if (answer.status == 401) {
            return null;
        }
        require(answer, "login");
        return answer.text("accessToken");
    }

    private static void require(Answer answer, String step) {
        if (!answer.good()) {
            var detail = answer.text("detail");
            throw new Refused(step + " was answered with " + answer.status + (detail.isEmpty() ? "" : ", " + detail));
        }
    }

    private Answer post(String path, @Nullable String token, Map<String, String> body)
            throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private Answer get(String path, @Nullable String token) throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var builder = HttpRequest.newBuilder(product.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Accept", "application/json, application/problem+json");
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var body = response.body().strip();
        var json = body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
        return new Answer(response.statusCode(), json);
    }
}
