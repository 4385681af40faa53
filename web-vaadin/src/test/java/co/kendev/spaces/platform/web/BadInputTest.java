package co.kendev.spaces.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.messages.TestWidget;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class BadInputTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    TestWidget widget;

    @Autowired
    Approvals approvals;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "nonsense",
                "{\"login\":\"a\"",
                "{\"login\":\"a\"} {}",
                "{'login':'a'}",
                "{\"login\":\"a\",\"login\":\"b\"}",
                "{\"login\":NaN}",
                "\u0000",
                "null"
            })
    void whatIsNoJsonIsMalformed(String body) {
        var answer = clients.anybody().send("POST", "/api/v1/token", BodyPublishers.ofString(body), true);
        isProblem(answer, 400, "malformed");
    }

    @Test
    void deepNestingIsMalformed() {
        var business = fixtures.aBusiness();
        isProblem(
                clients.as(business.owner())
                        .post(
                                "/api/v1/channels/" + business.welcome().id() + "/messages",
                                "{\"metadata\":" + "[".repeat(100_000)),
                400,
                "malformed");
    }

    @Test
    void brokenUtf8IsMalformed() {
        var body = "{\"login\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        isProblem(
                clients.anybody().send("POST", "/api/v1/token", BodyPublishers.ofByteArray(body), true),
                400,
                "malformed");
    }

    @Test
    void aBodyAboveOneMebibyteIsTooLarge() {
        var large = "{\"login\":\"" + "x".repeat(1024 * 1024) + "\"}";
        isProblem(clients.anybody().post("/api/v1/token", large), 413, "too-large");
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsCounted() {
        var large = ("{\"login\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        isProblem(clients.anybody().send("POST", "/api/v1/token", chunked, true), 413, "too-large");
    }

    @Test
    void aBodyOfOneMebibyteIsRead() {
        var head = "{\"login\":\"";
        var exact = head + "x".repeat(1024 * 1024 - head.length() - 2) + "\"}";
        assertThat(exact.length()).isEqualTo(1024 * 1024);
        assertThat(clients.anybody().post("/api/v1/token", exact).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json;charset=nonsense"
            })
    void onlyJsonIsRead(String type) {
        isProblem(
                clients.anybody().with("Content-Type", type).post("/api/v1/token", "{}"),
                415,
                "unsupported-media-type");
    }

    @Test
    void aWrongMethodIsNamed() {
        var answer = clients.anybody().delete("/api/v1/token");
        isProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");
        isProblem(clients.as(fixtures.aBusiness().owner()).put("/api/v1/spaces", Map.of()), 405, "method-not-allowed");
    }

    @Test
    void anUnknownAddressIsAProblemForEverybody() {
        isProblem(clients.anybody().get("/api/v1/nothing-here"), 404, "not-found");
        isProblem(clients.anybody().get("/api/nothing"), 404, "not-found");
        isProblem(clients.as(fixtures.aBusiness().owner()).get("/api/v1/nothing-here"), 404, "not-found");
    }

    @Test
    void anIdThatIsNoneNamesNothing() {
        var owner = clients.as(fixtures.aBusiness().owner());
        isProblem(owner.get("/api/v1/channels/general/messages"), 404, "not-found");
        isProblem(owner.get("/api/v1/processes/1"), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | action revision",
                "{\"action\": \" \", \"revision\": 1} | action",
                "{\"action\": \"Drop table\", \"revision\": 1} | action",
                "{\"action\": \"approve\", \"revision\": null} | revision",
                "{\"action\": \"approve\", \"revision\": 1.5} | revision",
                "{\"action\": \"approve\", \"revision\": \"1\"} | revision",
                "{\"action\": \"approve\", \"revision\": 2147483648} | revision",
                "{\"action\": \"approve\", \"revision\": 1, \"values\": []} | values",
                "{\"action\": \"approve\", \"revision\": 1, \"values\": {\"a\": \"\\u0000\"}} | values.a",
                "{\"action\": \"approve\", \"revision\": 1, \"values\": {\"a\": 1e999999}} | values.a",
                "{\"action\": \"approve\", \"revision\": 1, \"by\": \"me\"} | by"
            })
    void aWrongPressIsNamed(String body, String fields) {
        var business = fixtures.aBusiness();
        var message = widget.post(
                business.tenant(), business.space(), business.welcome().id(), 2);

        var answer = clients.as(business.owner())
                .post("/api/v1/messages/" + message.id() + "/blocks/" + TestWidget.ID + "/presses", body);

        isProblem(answer, 422, "invalid");
        assertThat(answer.wrong()).containsExactlyInAnyOrder(fields.split(" "));
        assertThat(widget.carriedOut(message.id())).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | decision",
                "{\"decision\": \"maybe\"} | decision",
                "{\"decision\": true} | decision",
                "{\"decision\": \"approve\", \"comment\": 1} | comment",
                "{\"decision\": \"approve\", \"comment\": \"\\u0000\"} | comment",
                "{\"decision\": \"approve\", \"edits\": []} | edits",
                "{\"decision\": \"approve\", \"edits\": {\"minor\": \"\\u0000\"}} | edits.minor",
                "{\"decision\": \"approve\", \"edits\": {\"minor\": 10001}} | edits.minor",
                "{\"decision\": \"approve\", \"edits\": {\"minor\": 0}} | edits.minor",
                "{\"decision\": \"approve\", \"edits\": {\"minor\": 1, \"what\": \"a car\"}} | edits.what",
                "{\"decision\": \"approve\", \"by\": \"me\"} | by"
            })
    void aWrongDecisionIsNamedAndDecidesNothing(String body, String field) {
        var business = fixtures.aBusiness();
        var approval =
                approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of("a kettle", 100_00)));

        var answer = clients.as(business.owner()).post("/api/v1/approvals/" + approval.id() + "/decisions", body);

        isProblem(answer, 422, "invalid");
        assertThat(answer.wrong()).containsExactly(field);
        assertThat(approvals.get(business.owner(), approval.id())).isEqualTo(approval);
    }

    @Test
    void anAnswerNobodyAcceptsIsStillAProblem() {
        isProblem(clients.anybody().with("Accept", "image/png").get("/api/v1/templates"), 406, "not-acceptable");
        isProblem(clients.anybody().with("Accept", "image/png").get("/api/v1/me"), 401, "unauthenticated");
    }

    @Test
    void withoutALoginThereIsAChallenge() {
        var answer = clients.anybody().get("/api/v1/me");
        isProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        isProblem(clients.anybody().bearer("no.such.token").get("/api/v1/me"), 401, "unauthenticated");
        isProblem(clients.anybody().bearer("opaque").get("/api/v1/me"), 401, "unauthenticated");
        isProblem(clients.anybody().with("Authorization", "Bearer").get("/api/v1/me"), 401, "unauthenticated");
    }

    @Test
    void whatTheServerRefusesBeforeUsIsAProblemToo() throws Exception {
        assertThat(raw("GET /api/v1/slugs/a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContainIgnoringCase("tomcat");
        assertThat(raw("GET /api/v1/slugs/..%2f..%2fx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "tenant"})
    void whatCannotBeStoredIsNamedInAnAddressToo(String parameter) {
        var operator = clients.operator();
        var answer = operator.get("/api/v1/processes?" + parameter + "=a%00b");
        isProblem(answer, 422, "invalid");
        assertThat(answer.wrong()).containsExactly(parameter);
    }

    @Test
    void whereTheDemoIsOffThereIsNoDemoClock() {
        for (var caller :
                List.of(clients.operator(), clients.as(fixtures.aBusiness().owner()))) {
            isProblem(caller.get("/api/v1/demo/clock"), 404, "not-found");
            isProblem(caller.post("/api/v1/demo/clock", Map.of("advanceHours", 1)), 404, "not-found");
            isProblem(caller.post("/api/v1/demo/clock", Map.of("advanceHours", 0)), 404, "not-found");
        }
    }

    @Test
    void parametersNobodyCanReadAreMalformed() throws Exception {
        assertThat(raw(get("/api/v1/templates?x=%zz", "")))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/malformed");
        assertThat(raw(get("/api/v1/templates?" + "x=1&".repeat(300), "")))
                .matches("(?s)HTTP/1.1 4(00|13).*application/problem\\+json.*");
        assertThat(raw(get("/login?login=%zz", ""))).startsWith("HTTP/1.1 400").contains("text/html");
        assertThat(raw(post("/signup", "businessName=%zz")))
                .startsWith("HTTP/1.1 400")
                .contains("text/html");
    }

    @Test
    void headersNobodyCanReadAreMalformed() throws Exception {
        var business = fixtures.aBusiness();
        var token = "Authorization: Bearer " + clients.tokenOf(business.owner()) + "\r\n";
        var stream = "/api/v1/channels/" + business.welcome().id() + "/stream";
        assertThat(raw(get(stream, token + "Last-Event-ID: \u0085\r\n")))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/malformed");
        assertThat(raw("DELETE /api/v1/messages/" + business.welcome().id() + " HTTP/1.1\r\nHost: x\r\n" + token
                        + "If-Match: \u0085\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/malformed");
    }

    private static String get(String address, String headers) {
        return "GET " + address + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n";
    }

    private static String post(String address, String form) {
        return "POST " + address + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + form.length() + "\r\nConnection: close\r\n\r\n" + form;
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", clients.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isProblem(Client.Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.response().headers().allValues("X-Content-Type-Options"))
                .containsExactly("nosniff");
        var problem = answer.json();
        assertThat(problem.path("type").stringValue()).isEqualTo("/problems/" + type);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").stringValue()).isNotBlank();
        assertThat(problem.path("detail").stringValue()).isNotBlank();
        assertThat(problem.path("instance").stringValue()).startsWith("/api/");
    }
}
