package co.kendev.spaces.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.identity.Logins;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class ChainsTest {
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Logins logins;

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/signup", "/", "/no-such-page"})
    void publicPagesAllowNothingInline(String page) {
        var answer = clients.anybody().with("Accept", "text/html").get(page);
        var policy = answer.header("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "img-src 'self' data:", "base-uri 'none'", "form-action 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http:");
        var nonce = NONCE.matcher(policy);
        assertThat(nonce.find()).isTrue();
        assertThat(clients.anybody().get(page).header("Content-Security-Policy"))
                .as("another nonce for another response")
                .doesNotContain(nonce.group(1));
        assertThat(answer.response().body())
                .doesNotContainPattern("<script(?![^>]*(src|nonce)=)")
                .doesNotContainPattern("<style(?![^>]*nonce=)")
                .doesNotContainPattern("\\son[a-z]+=\"")
                .doesNotContainPattern("\\sstyle=\"");
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .as("no session is made")
                .noneMatch(cookie -> cookie.startsWith("spaces_view"));
        sharedHeaders(answer);
    }

    @Test
    void theApplicationAddsWhatFlowNeedsAndNoMore() {
        var answer = inside().get("/app/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("script-src 'self' 'unsafe-inline' 'unsafe-eval';", "style-src 'self' 'unsafe-inline';")
                .contains("default-src 'none'", "img-src 'self' data:", "frame-ancestors 'none'");
        assertThat(answer.response().headers().allValues("X-Frame-Options")).containsExactly("DENY");
        sharedHeaders(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/templates", "/api/v1/me", "/actuator/health"})
    void programsGetNothingToRun(String path) {
        var answer = clients.anybody().get(path);
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        sharedHeaders(answer);
    }

    private static void sharedHeaders(Client.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isNotEmpty();
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void vaadinAnswersUnderItsMappingAndPushesThere() throws Exception {
        var page = inside().get("/app/");
        var session = page.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("spaces_view="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        assertThat(page.response().body()).contains("VAADIN/build/");
        var script = Pattern.compile("\"?\\.?/?(VAADIN/build/[A-Za-z0-9_.-]+\\.js)\"")
                .matcher(page.response().body());
        assertThat(script.find()).isTrue();
        assertThat(inside().get("/app/" + script.group(1)).status()).isEqualTo(200);

        // the push endpoint takes a socket there, and refuses one that knows no push id
        var opened = Client.http()
                .newWebSocketBuilder()
                .header("Cookie", session)
                .buildAsync(
                        URI.create(
                                "ws://127.0.0.1:" + clients.port()
                                        + "/app/VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket&X-Atmosphere-Framework=3.1.3"),
                        new WebSocket.Listener() {});
        try {
            opened.get(10, TimeUnit.SECONDS).abort();
        } catch (java.util.concurrent.ExecutionException e) {
            Assertions.fail("no socket: " + describe(e));
        }
    }

    private static String describe(Exception e) {
        return e.getCause() instanceof WebSocketHandshakeException handshake
                ? "status " + handshake.getResponse().statusCode()
                : String.valueOf(e.getCause());
    }

    @Test
    void anEndedLoginEndsItsViews() {
        var token = logins.begin(fixtures.aBusiness().owner().person(), "");
        var cookie = LoginCookie.NAME + "=" + token;
        var page = clients.anybody().with("Cookie", cookie).get("/app/");
        var session = page.response().headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith("spaces_view="))
                .map(header -> header.substring(0, header.indexOf(';')))
                .findFirst()
                .orElseThrow();
        assertThat(clients.anybody()
                        .with("Cookie", cookie + "; " + session)
                        .get("/app/")
                        .status())
                .isEqualTo(200);

        logins.end(token);
        assertThat(clients.anybody()
                        .with("Cookie", cookie + "; " + session)
                        .get("/app/")
                        .status())
                .isEqualTo(302);
        assertThat(clients.anybody().with("Cookie", session).get("/app/").status())
                .as("the view session alone opens nothing")
                .isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({"/actuator/health,200", "/actuator/prometheus,200", "/actuator/env,401", "/actuator,401"})
    void whatThePlumbingShows(String path, int status) {
        assertThat(clients.anybody().get(path).status()).isEqualTo(status);
    }

    @Test
    void metersAreForThisMachineAlone() {
        assertThat(clients.anybody()
                        .with("X-Forwarded-For", "203.0.113.9")
                        .get("/actuator/prometheus")
                        .status())
                .isEqualTo(401);
        assertThat(clients.anybody().get("/actuator/prometheus").response().body())
                .contains("spaces_stream_listeners");
    }

    @Test
    void theContractIsOpen() {
        var contract = clients.anybody().get("/api/v1/openapi.json");
        assertThat(contract.status()).isEqualTo(200);
        var json = contract.json();
        assertThat(json.path("components").path("securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("token", "login");
        assertThat(json.path("components").path("schemas").has("Problem")).isTrue();
        assertThat(json.path("paths").propertyNames())
                .contains(
                        "/api/v1/token",
                        "/api/v1/spaces",
                        "/api/v1/spaces/{space}/channels",
                        "/api/v1/channels/{channel}/messages",
                        "/api/v1/channels/{channel}/stream",
                        "/api/v1/channels/{channel}/read",
                        "/api/v1/messages/{message}",
                        "/api/v1/onboardings",
                        "/api/v1/processes",
                        "/api/v1/processes/{id}");
    }

    private Client inside() {
        return clients.anybody()
                .with(
                        "Cookie",
                        LoginCookie.NAME + "="
                                + logins.begin(fixtures.aBusiness().owner().person(), ""));
    }
}
