package co.kendev.spaces.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.People;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class LoginTest {
    private static final Pattern CSRF_FIELD = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    People people;

    @Autowired
    Logins logins;

    private Fixtures.Business business;
    private String email;

    @BeforeEach
    void somebody() {
        business = fixtures.aBusiness();
        email = people.get(business.owner().person()).email();
    }

    /** A fresh login page: its anti-forgery cookie and field. */
    private Form form() {
        var page = clients.anybody().with("Accept", "text/html").get("/login");
        assertThat(page.status()).isEqualTo(200);
        var field = CSRF_FIELD.matcher(page.response().body());
        assertThat(field.find()).as("the form has its token").isTrue();
        return new Form(cookie(page, "XSRF-TOKEN"), field.group(1));
    }

    private record Form(String cookie, String token) {}

    private Client.Answer submit(Form form, String password, String next) {
        return send(
                clients.anybody().with("Cookie", "XSRF-TOKEN=" + form.cookie()),
                "/login",
                Map.of("login", email, "password", password, "continue", next, "_csrf", form.token()));
    }

    private static Client.Answer send(Client client, String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.with("Content-Type", "application/x-www-form-urlencoded")
                .with("Accept", "text/html")
                .send("POST", path, BodyPublishers.ofString(body), false);
    }

    private static String cookie(Client.Answer answer, String name) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith(name + "="))
                .map(header -> header.substring(name.length() + 1, header.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    @Test
    void theFormGivesACookieThatOpensEverything() {
        var answer = submit(form(), Fixtures.PASSWORD, "/app/s/" + business.slug());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/app/s/" + business.slug());
        var set = answer.response().headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith(LoginCookie.NAME))
                .findFirst()
                .orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000");
        var client = clients.anybody().with("Cookie", LoginCookie.NAME + "=" + cookie(answer, LoginCookie.NAME));
        assertThat(client.get("/api/v1/me").json().path("email").stringValue()).isEqualTo(email);
        assertThat(client.get("/app/").status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordDrawsTheFormAgain() {
        var answer = submit(form(), "not this one", "/app/");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().body()).contains(email);
        assertThat(cookie(answer, LoginCookie.NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "password"})
    void aCharacterNobodyTypesIsNotCalledAWrongPassword(String field) {
        var form = form();
        var fields = new HashMap<>(Map.of("login", email, "password", Fixtures.PASSWORD, "_csrf", form.token()));
        fields.merge(field, "\u0000", String::concat);

        var answer = send(clients.anybody().with("Cookie", "XSRF-TOKEN=" + form.cookie()), "/login", fields);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.response().body())
                .contains("cannot be stored", "value=\"" + email + "\"")
                .doesNotContain("do not belong together", Fixtures.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "/a\r\nb",
                ""
            })
    void oneStaysOnThisHost(String next) {
        var answer = submit(form(), Fixtures.PASSWORD, next);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/app/");
    }

    @Test
    void anAddressIsTakenAsItIsAndNeverAsAPattern() {
        var answer = submit(form(), Fixtures.PASSWORD, "/app/{x}");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/app/%7Bx%7D");
    }

    @Test
    void aForgedFormLogsNobodyIn() {
        var fields = Map.of("login", email, "password", Fixtures.PASSWORD);
        var forged = send(clients.anybody(), "/login", fields);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.response().body())
                .contains("open for too long", "value=\"" + email + "\"")
                .doesNotContain(Fixtures.PASSWORD);
        assertThat(cookie(forged, LoginCookie.NAME)).isEmpty();
    }

    @Test
    void withTheCookieAWriteNeedsItsHeader() {
        var browser = clients.anybody()
                .with(
                        "Cookie",
                        LoginCookie.NAME + "=" + logins.begin(business.owner().person(), ""));
        var path = "/api/v1/channels/" + business.welcome().id() + "/messages";
        var body = Map.of("clientId", "1", "text", "hello");

        var forged = browser.post(path, body);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.json().path("type").stringValue()).isEqualTo("/problems/csrf");
        assertThat(browser.with("X-XSRF-TOKEN", "guess").post(path, body).status())
                .isEqualTo(403);

        var csrf = browser.get("/api/v1/csrf");
        var honest = clients.anybody()
                .with(
                        "Cookie",
                        LoginCookie.NAME + "=" + logins.begin(business.owner().person(), "") + "; XSRF-TOKEN="
                                + cookie(csrf, "XSRF-TOKEN"))
                .with(
                        csrf.json().path("headerName").stringValue(),
                        csrf.json().path("token").stringValue());
        assertThat(honest.post(path, body).status()).isEqualTo(201);
        assertThat(clients.as(business.owner()).post(path, body).status())
                .as("a token is no cookie")
                .isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheLoginEverywhere() {
        var token = logins.begin(business.owner().person(), "");
        var form = form();
        var browser =
                clients.anybody().with("Cookie", LoginCookie.NAME + "=" + token + "; XSRF-TOKEN=" + form.cookie());
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);

        var answer = send(browser, "/logout", Map.of("_csrf", form.token()));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.get("/app/").status()).isEqualTo(302);
    }

    @Test
    void withoutALoginTheApplicationAsksForOneAndRemembersTheWay() {
        var answer = clients.anybody().with("Accept", "text/html").get("/app/s/somewhere?x=1");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/login?continue=%2Fapp%2Fs%2Fsomewhere%3Fx%3D1");
    }

    @Test
    void aMadeUpCookieIsNobody() {
        assertThat(clients.anybody()
                        .with("Cookie", LoginCookie.NAME + "=" + "x".repeat(43))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }
}
