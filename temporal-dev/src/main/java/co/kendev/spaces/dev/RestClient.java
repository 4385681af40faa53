package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product as a program sees it: JSON over HTTP, for the harness. */
public final class RestClient {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int UNKNOWN = 401;
    private static final int THERE_ALREADY = 409;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI product;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public RestClient(URI product) {
        this.product = product;
    }

    /** A status with the JSON that came along, an empty object if none did. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public boolean good() {
            return status >= 200 && status < 300;
        }

        public String text(String field) {
            return body.path(field).asString("");
        }

        /**
         * This answer, if it is a success.
         *
         * @throws Refused otherwise, with status and detail
         */
        public Answer required(String step) {
            if (!good()) {
                throw new Refused(step + " was answered with " + status + ": "
                        + raw.body().strip());
            }
            return this;
        }
    }

    /** The product answered something that the harness cannot go on from. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }
    }

    public URI product() {
        return product;
    }

    public Answer post(String path, @Nullable String token, Object body) throws IOException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer get(String path, @Nullable String token) throws IOException {
        return send(request(path, token).GET());
    }

    /** An access token; the login must exist. */
    public String token(String login, String password) throws IOException {
        return post("/api/v1/token", null, Map.of("login", login, "password", password))
                .required("login")
                .text("accessToken");
    }

    /** Whether that login exists. */
    boolean knows(String login, String password) throws IOException {
        var answer = post("/api/v1/token", null, Map.of("login", login, "password", password));
        if (answer.status() == UNKNOWN) {
            return false;
        }
        answer.required("login");
        return true;
    }

    /** Sends a sign-up; the same one again is the same process. */
    public Answer signUp(Business business) throws IOException {
        return post("/api/v1/onboardings", null, business.signUp());
    }

    /** Brings somebody into a space, by an invitation that is accepted at once; who is there already stays as they are. */
    public void invite(String space, String ownerToken, String email, String role, String name) throws IOException {
        invite(space, ownerToken, email, role, name, Business.PASSWORD);
    }

    void invite(String space, String ownerToken, String email, String role, String name, String password)
            throws IOException {
        var invitation =
                post("/api/v1/spaces/" + space + "/invitations", ownerToken, Map.of("email", email, "role", role));
        if (invitation.status() == THERE_ALREADY) {
            return;
        }
        var link = URLEncoder.encode(invitation.required("invitation").text("token"), StandardCharsets.UTF_8);
        var accepted =
                post("/api/v1/invitations/" + link + "/acceptances", null, Map.of("name", name, "password", password));
        if (accepted.status() != THERE_ALREADY) {
            accepted.required("acceptance");
        }
    }

    /** Polls until the space of a sign-up is live. */
    public JsonNode awaitLive(Answer signedUp, Duration patience) throws IOException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            var process = get("/api/v1/processes/" + signedUp.text("id"), signedUp.text("statusToken"))
                    .required("progress");
            if (isLive(process.body())) {
                return process.body();
            }
            if (process.text("state").equals("failed")
                    || process.text("state").equals("cancelled")
                    || System.nanoTime() > until) {
                throw new Refused("The space is not live: " + process.body());
            }
            Processes.pause(Duration.ofMillis(20));
        }
    }

    /** Whether people may move in. */
    public static boolean isLive(JsonNode process) {
        return !process.path("spaceSlug").asString("").isEmpty()
                && switch (process.path("state").asString("")) {
                    case "waiting", "done" -> true;
                    default -> false;
                };
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var builder = HttpRequest.newBuilder(product.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Accept", "application/json, application/problem+json");
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var body = response.body().strip();
            var json = body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
            return new Answer(response.statusCode(), json, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        }
    }
}
