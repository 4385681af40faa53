package co.kendev.spaces.onboarding.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.identity.People;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class OnboardingRestTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    People people;

    private static Map<String, Object> body() {
        var number = NUMBER.incrementAndGet();
        var body = new HashMap<String, Object>();
        body.put("businessName", "Cactus & Sons");
        body.put("slug", "cactus-sons-" + number);
        body.put("template", "service-business");
        body.put("timeZone", "America/Phoenix");
        body.put("currency", "USD");
        body.put("ownerName", "Ann Cactus");
        body.put("ownerEmail", "ann" + number + "@cactus.test");
        body.put("password", "correct horse");
        return body;
    }

    private Client.Answer start(Map<String, Object> body) {
        return clients.anybody().post("/api/v1/onboardings", body);
    }

    @Test
    void aSignUpIsAProcessThatItsTokenFollows() {
        var body = body();
        var answer = start(body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        var process = answer.json();
        assertThat(process.path("kind").stringValue()).isEqualTo("onboarding");
        assertThat(process.path("key").stringValue()).isEqualTo(body.get("slug"));
        assertThat(process.path("state").stringValue()).isEqualTo("queued");
        assertThat(process.path("workflowId").stringValue()).startsWith(body.get("slug") + "/onboarding/");
        assertThat(process.path("spaceSlug").isNull()).isTrue();
        assertThat(process.path("steps").get(0).propertyNames())
                .contains("name", "state", "startedAt", "finishedAt", "attempts", "failure");

        var at = "/api/v1/processes/" + process.path("id").stringValue();
        assertThat(answer.header("Location")).isEqualTo(at);
        var token = process.path("statusToken").stringValue();
        assertThat(clients.anybody().get(at + "?statusToken=" + token).status()).isEqualTo(200);
        var followed = clients.anybody().bearer(token).get(at);
        assertThat(followed.status()).isEqualTo(200);
        assertThat(followed.json().has("statusToken")).isFalse();
        assertThat(clients.anybody().get(at).status()).isEqualTo(401);
        assertThat(clients.anybody().get(at + "?statusToken=guess").status()).isEqualTo(404);
        assertThat(clients.anybody().bearer("guess").get(at).status()).isEqualTo(404);
        var other = start(body()).json();
        assertThat(clients.anybody()
                        .get("/api/v1/processes/" + other.path("id").stringValue() + "?statusToken=" + token)
                        .status())
                .as("the token of another process")
                .isEqualTo(404);
        assertThat(clients.as(fixtures.aBusiness().owner()).get(at).status())
                .as("another tenant")
                .isEqualTo(404);
    }

    @Test
    void theSameRequestIsTheSameProcess() {
        var body = body();
        var first = start(body);
        var again = start(body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(again.json().path("statusToken")).isEqualTo(first.json().path("statusToken"));

        body.put("businessName", "Somebody Else");
        var other = start(body);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.wrong()).containsExactly("slug");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "businessName|null",
                "businessName|   ",
                "businessName|evil\u202Eeman",
                "slug|api",
                "slug|x",
                "slug|Upper-Case",
                "template|no-such-template",
                "timeZone|Mars/Olympus",
                "currency|BTC",
                "currency|usd",
                "ownerName|null",
                "ownerEmail|nobody",
                "password|short",
                "referralCode|no-such-business"
            })
    void wrongFieldsAreNamed(String field, String value) {
        var body = body();
        body.put(field, value);
        var answer = start(body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly(field);
    }

    @Test
    void aKnownEmailNeedsItsPassword() {
        var owner = people.get(fixtures.aBusiness().owner().person());
        var body = body();
        body.put("ownerEmail", owner.email());
        body.put("password", "not this one");
        var wrong = start(body);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.wrong()).containsExactly("password");

        body.put("password", Fixtures.PASSWORD);
        assertThat(start(body).status()).isEqualTo(202);
    }

    @Test
    void guessingAPasswordBySigningUpIsLimitedToo() {
        var owner = people.get(fixtures.aBusiness().owner().person());
        for (int i = 0; i < 10; i++) {
            var body = body();
            body.put("ownerEmail", owner.email());
            body.put("password", "guess number " + i);
            assertThat(start(body).status()).isEqualTo(422);
        }
        var body = body();
        body.put("ownerEmail", owner.email());
        body.put("password", Fixtures.PASSWORD);
        assertThat(start(body).status()).isEqualTo(429);
    }

    @Test
    void aLookAlikeSlugIsTaken() {
        var body = body();
        body.put("slug", "cool-cactus-" + NUMBER.incrementAndGet());
        assertThat(start(body).status()).isEqualTo(202);
        var imitation = body();
        imitation.put("slug", body.get("slug").toString().replace("cool", "c00l"));
        assertThat(start(imitation).status()).isEqualTo(409);
    }

    @Test
    void operatorsSeeEverybodysProcessesAndOthersTheirOwn() {
        var id = start(body()).json().path("id").stringValue();
        var owner = clients.as(fixtures.aBusiness().owner());
        assertThat(owner.get("/api/v1/processes").json().path("items").size()).isZero();
        assertThat(owner.get("/api/v1/outbox").status()).isEqualTo(403);

        var operator = clients.operator();
        assertThat(operator.get("/api/v1/processes/" + id).status()).isEqualTo(200);
        var page = operator.get("/api/v1/processes?kind=onboarding&state=queued&limit=200")
                .json();
        assertThat(page.path("items").valueStream().map(item -> item.path("id").stringValue()))
                .contains(id);
        assertThat(operator.get("/api/v1/processes?state=nonsense").wrong()).containsExactly("state");
        assertThat(operator.get("/api/v1/processes?limit=0").wrong()).containsExactly("limit");
        start(body());
        var newest = operator.get("/api/v1/outbox?state=new&limit=1").json();
        var older = operator.get("/api/v1/outbox?state=new&limit=1&before="
                        + newest.path("next").stringValue())
                .json();
        assertThat(newest.path("items").get(0).path("id").stringValue())
                .isEqualTo(newest.path("next").stringValue())
                .isGreaterThan(older.path("items").get(0).path("id").stringValue());
        assertThat(operator.get("/api/v1/outbox?limit=201").wrong()).containsExactly("limit");
        var cancelled = operator.post("/api/v1/processes/" + id + "/cancellation", Map.of());
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(owner.post("/api/v1/processes/" + id + "/cancellation", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLastPageOfProcessesIsFollowedByNone() {
        var operator = clients.operator();
        start(body());
        var slug = body();
        start(slug);
        var all = operator.get("/api/v1/processes?tenant=" + slug.get("slug") + "&limit=1")
                .json();
        assertThat(all.path("items").size()).isEqualTo(1);
        assertThat(all.path("next").isNull()).isTrue();
        var first = operator.get("/api/v1/processes?limit=1").json();
        assertThat(first.path("next")).isEqualTo(first.path("items").get(0).path("id"));
    }

    @Test
    void theTemplatesAreListed() {
        var items = clients.anybody().get("/api/v1/templates").json().path("items");
        assertThat(items.valueStream().map(item -> item.path("slug").stringValue()))
                .containsExactlyInAnyOrder(
                        "kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "service-business");
        assertThat(items.valueStream()).allSatisfy(item -> {
            assertThat(item.path("categories").size()).isPositive();
            assertThat(item.path("brand").path("accentDark").stringValue()).startsWith("#");
        });
    }
}
