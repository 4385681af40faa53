package co.kendev.spaces;

import co.kendev.spaces.identity.Operators;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A program that talks to the application over the network, as one caller. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final Map<String, String> headers;

    private Client(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same caller with one more header. */
    public Client with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Client(base, more);
    }

    public Client bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param body a string goes as it is, anything else as JSON */
    public Answer send(String method, String path, @Nullable Object body) {
        var text = body instanceof String raw
                ? raw
                : body == null ? "" : ApiJson.strict().writeValueAsString(body);
        return send(
                method,
                path,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text),
                body != null);
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, boolean json) {
        var request = request(path).method(method, body);
        if (json && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    public static HttpClient http() {
        return HTTP;
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return response.body().isEmpty()
                    ? MissingNode.getInstance()
                    : ApiJson.strict().readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The fields a problem names. */
        public java.util.List<String> wrong() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("field").stringValue())
                    .toList();
        }

        @Override
        public String toString() {
            return response.statusCode() + " " + response.body();
        }
    }

    /** Makes clients of the running application. */
    public static final class Factory {
        private final People people;
        private final Operators operators;
        private volatile int port;

        Factory(People people, Operators operators) {
            this.people = people;
            this.operators = operators;
        }

        @EventListener
        void started(WebServerInitializedEvent event) {
            port = event.getWebServer().getPort();
        }

        public int port() {
            return port;
        }

        /** Somebody without a login. */
        public Client anybody() {
            return new Client("http://127.0.0.1:" + port, Map.of());
        }

        /** A person made by {@link Fixtures}, with an access token for the tenant they act in. */
        public Client as(Actor actor) {
            return anybody().bearer(tokenOf(actor));
        }

        public String tokenOf(Actor actor) {
            return token(people.get(actor.person()).email());
        }

        /** Somebody who runs the installation and belongs to no tenant. */
        public Client operator() {
            return anybody().bearer(operatorToken());
        }

        public String operatorToken() {
            operators.ensure("operator@test.example", "Olga", Fixtures.PASSWORD);
            return token("operator@test.example");
        }

        private String token(String email) {
            var answer = anybody().post("/api/v1/token", Map.of("login", email, "password", Fixtures.PASSWORD));
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
            return answer.json().path("accessToken").stringValue();
        }
    }
}
