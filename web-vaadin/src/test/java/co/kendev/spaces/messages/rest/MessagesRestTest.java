package co.kendev.spaces.messages.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.spaces.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class MessagesRestTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    private Fixtures.Business business;
    private Client owner;
    private String path;

    @BeforeEach
    void aChannel() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
        path = "/api/v1/channels/" + business.welcome().id() + "/messages";
    }

    private static Map<String, Object> body(String clientId, String text) {
        return Map.of("clientId", clientId, "text", text);
    }

    private static Map<String, Object> with(String field, Object value) {
        var body = new HashMap<String, Object>(body(UUID.randomUUID().toString(), "words"));
        body.put(field, value);
        return body;
    }

    @Test
    void aPostAnswersWithTheWholeMessage() {
        var thread = owner.post(path, body("a", "root")).json().path("id").stringValue();
        var answer = owner.post(
                path,
                Map.of(
                        "clientId",
                        "b",
                        "text",
                        "**Sold** 3 plants",
                        "type",
                        "image",
                        "thread",
                        thread,
                        "department",
                        "sales",
                        "workflow",
                        "photo-intake",
                        "priority",
                        "high",
                        "journey",
                        "purchase",
                        "metadata",
                        Map.of("sku", "ECH-1", "amount", 12.50)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var message = answer.json();
        assertThat(message.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "channel",
                        "seq",
                        "version",
                        "author",
                        "type",
                        "text",
                        "html",
                        "thread",
                        "department",
                        "workflow",
                        "priority",
                        "journey",
                        "metadata",
                        "blocks",
                        "clientId",
                        "createdAt",
                        "editedAt",
                        "deletedAt");
        assertThat(message.path("seq").longValue()).isEqualTo(2);
        assertThat(message.path("html").stringValue()).contains("<strong>Sold</strong>");
        assertThat(message.path("author").path("kind").stringValue()).isEqualTo("person");
        assertThat(message.path("thread").stringValue()).isEqualTo(thread);
        assertThat(message.path("metadata").path("amount").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(answer.header("ETag"))
                .isEqualTo("\"" + message.path("version").longValue() + "\"");
    }

    @Test
    void theSameClientIdIsTheSameMessageOrAConflict() {
        var first = owner.post(path, body("once", "hello"));
        var again = owner.post(path, body("once", "hello"));
        var other = owner.post(path, body("once", "other words"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("type").stringValue()).isEqualTo("/problems/conflict");
        assertThat(owner.get(path).json().path("items").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"widget", "system", "ai_agent", "voice_ai", "web_chat", "customer_inquiry", "nonsense"})
    void peoplePostTextAndImageOnly(String type) {
        var answer = owner.post(path, with("type", type));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly("type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"x\"}|clientId",
                "{\"clientId\":\"a\"}|text",
                "{\"clientId\":\"a\",\"text\":\"   \"}|text",
                "{\"clientId\":\"a\",\"text\":5}|text",
                "{\"clientId\":true,\"text\":\"x\"}|clientId",
                "{\"clientId\":\"a\",\"text\":\"x\",\"txt\":1}|txt",
                "{\"clientId\":\"a\",\"text\":\"x\",\"thread\":\"no id\"}|thread",
                "{\"clientId\":\"a\",\"text\":\"x\",\"priority\":\"soon\"}|priority",
                "{\"clientId\":\"a\",\"text\":\"x\",\"department\":\"kitchen\"}|department",
                "{\"clientId\":\"a\",\"text\":\"x\",\"journey\":\"there and back\"}|journey",
                "{\"clientId\":\"a\",\"text\":\"x\",\"metadata\":[1]}|metadata",
                "{\"clientId\":\"a\",\"text\":\"x\",\"metadata\":{\"a\":[{\"b\":\"\\u0000\"}]}}|metadata.a[0].b",
                "{\"clientId\":\"a\",\"text\":\"nul \\u0000\"}|text",
                "{\"clientId\":\"a\",\"text\":\"half \\ud83c\"}|text",
                "{\"clientId\":\"a\\u0000\",\"text\":\"x\"}|clientId",
                "[]|body",
                "\"text\"|body"
            })
    void wrongFieldsAreNamed(String json, String field) {
        var answer = owner.post(path, json);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly(field);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        var answer = owner.post(path, Map.of("priority", "soon", "department", "kitchen"));
        assertThat(answer.wrong()).containsExactlyInAnyOrder("clientId", "text", "priority", "department");
    }

    @Test
    void aTextMayHave16000Characters() {
        assertThat(owner.post(path, body("long", "x".repeat(16_000))).status()).isEqualTo(201);
        var tooLong = owner.post(path, body("longer", "x".repeat(16_001)));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.wrong()).containsExactly("text");
    }

    @Test
    void pagesContinueInTheAskedDirection() {
        IntStream.rangeClosed(1, 7).forEach(i -> owner.post(path, body("m" + i, "message " + i)));

        var newest = owner.get(path + "?limit=3").json();
        assertThat(seqs(newest)).containsExactly(5, 6, 7);
        assertThat(newest.path("next").longValue()).isEqualTo(5);
        var older = owner.get(path + "?limit=3&before=5").json();
        assertThat(seqs(older)).containsExactly(2, 3, 4);
        var oldest = owner.get(path + "?limit=3&before=2").json();
        assertThat(seqs(oldest)).containsExactly(1);
        assertThat(oldest.path("next").isNull()).isTrue();

        var after = owner.get(path + "?after=0&limit=4").json();
        assertThat(seqs(after)).containsExactly(1, 2, 3, 4);
        assertThat(after.path("next").longValue()).isEqualTo(4);
        var rest = owner.get(path + "?after=4&limit=4").json();
        assertThat(seqs(rest)).containsExactly(5, 6, 7);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(seqs(owner.get(path + "?after=7").json())).isEmpty();
    }

    @Test
    void changesAreFoundByVersion() {
        owner.post(path, body("a", "one"));
        var second = owner.post(path, body("b", "two")).json();
        var seen = second.path("version").longValue();
        owner.with("If-Match", "" + seen)
                .patch("/api/v1/messages/" + second.path("id").stringValue(), Map.of("text", "two, mended"));

        var changed = owner.get(path + "?changedAfter=" + seen).json();
        assertThat(seqs(changed)).containsExactly(2);
        assertThat(changed.path("items").get(0).path("text").stringValue()).isEqualTo("two, mended");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=201,limit",
        "limit=x,limit",
        "after=x,after",
        "after=-1,after",
        "before=1.5,before",
        "after=1&before=2,after",
        "before=2&changedAfter=1,before",
        "after=99999999999999999999,after"
    })
    void wrongCursorsAreNamed(String query, String field) {
        var answer = owner.get(path + "?" + query);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly(field);
    }

    @Test
    void anEditNeedsTheVersionOneSaw() {
        var message = owner.post(path, body("a", "first")).json();
        var at = "/api/v1/messages/" + message.path("id").stringValue();
        var version = message.path("version").longValue();
        var text = Map.of("text", "second");

        assertThat(owner.patch(at, text).status()).isEqualTo(412);
        assertThat(owner.with("If-Match", "x").patch(at, text).status()).isEqualTo(412);
        assertThat(owner.with("If-Match", "\"" + (version + 1) + "\"")
                        .patch(at, text)
                        .status())
                .isEqualTo(412);
        var edited = owner.with("If-Match", "\"" + version + "\"").patch(at, text);
        assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
        assertThat(edited.json().path("editedAt").isNull()).isFalse();
        assertThat(owner.get(at).json()).isEqualTo(edited.json());
        assertThat(owner.with("If-Match", "" + version).patch(at, text).status())
                .as("stale by now")
                .isEqualTo(412);

        assertThat(owner.delete(at).status()).isEqualTo(412);
        var deleted = owner.with("If-Match", edited.header("ETag")).delete(at);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().path("text").stringValue()).isEmpty();
        assertThat(deleted.json().path("deletedAt").isNull()).isFalse();
    }

    @Test
    void othersMessagesAreTheirs() {
        var message = owner.post(path, body("a", "mine")).json();
        var at = "/api/v1/messages/" + message.path("id").stringValue();
        var staff = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF))
                .with("If-Match", "" + message.path("version").longValue());
        assertThat(staff.patch(at, Map.of("text", "theirs")).status()).isEqualTo(403);
        assertThat(staff.delete(at).status()).isEqualTo(403);
    }

    @Test
    void announcementsAreReadByAllAndWrittenByFew() {
        var staff = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF));
        var news = channel(staff, "news");
        assertThat(staff.post("/api/v1/channels/" + news + "/messages", body("a", "hear"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.post("/api/v1/channels/" + news + "/messages", body("a", "hear"))
                        .status())
                .isEqualTo(201);
        assertThat(staff.get("/api/v1/channels/" + news + "/messages").status()).isEqualTo(200);
    }

    @Test
    void readingIsRemembered() {
        IntStream.rangeClosed(1, 3).forEach(i -> owner.post(path, body("m" + i, "message " + i)));
        var staff = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF));
        assertThat(entry(staff).path("unread").intValue()).isEqualTo(3);
        assertThat(entry(staff).path("lastSeq").intValue()).isEqualTo(3);

        var read = "/api/v1/channels/" + business.welcome().id() + "/read";
        assertThat(staff.put(read, Map.of("seq", 2)).status()).isEqualTo(204);
        assertThat(entry(staff).path("unread").intValue()).isEqualTo(1);
        assertThat(staff.put(read, Map.of("seq", 2.5)).wrong()).containsExactly("seq");
        assertThat(staff.put(read, Map.of("seq", "2")).wrong()).containsExactly("seq");
        assertThat(staff.put(read, Map.of()).wrong()).containsExactly("seq");
        assertThat(staff.put(read, Map.of("seq", -1)).wrong()).containsExactly("seq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels", "members"})
    void listsOfASpaceComeInStretches(String list) {
        fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        var address = "/api/v1/spaces/" + business.slug() + "/" + list;
        var whole = ids(owner.get(address).json());
        assertThat(whole).hasSizeGreaterThan(1);

        var stretches = new ArrayList<String>();
        var next = "";
        do {
            var stretch = owner.get(address + "?limit=1" + next).json();
            assertThat(stretch.path("items").size()).isEqualTo(1);
            stretches.addAll(ids(stretch));
            next = stretch.path("next").isNull()
                    ? ""
                    : "&after=" + stretch.path("next").stringValue();
        } while (!next.isEmpty());
        assertThat(stretches).isEqualTo(whole);

        assertThat(owner.get(address + "?limit=201").wrong()).containsExactly("limit");
        assertThat(owner.get(address + "?after=nothing").wrong()).containsExactly("after");
        assertThat(owner.get("/api/v1/spaces?limit=0").wrong()).containsExactly("limit");
    }

    private static List<String> ids(tools.jackson.databind.JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> item.path("id").stringValue())
                .toList();
    }

    private tools.jackson.databind.JsonNode entry(Client client) {
        return client.get("/api/v1/spaces/" + business.slug() + "/channels")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").stringValue().equals("welcome"))
                .findFirst()
                .orElseThrow();
    }

    private String channel(Client client, String name) {
        return client.get("/api/v1/spaces/" + business.space() + "/channels")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
    }

    private static List<Integer> seqs(tools.jackson.databind.JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("seq").intValue())
                .toList();
    }
}
