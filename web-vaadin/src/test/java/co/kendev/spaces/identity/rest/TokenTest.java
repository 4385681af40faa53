package co.kendev.spaces.identity.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class TokenTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    People people;

    @Autowired
    Members members;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    private String email(Fixtures.Business business) {
        return people.get(business.owner().person()).email();
    }

    private Client.Answer token(Map<String, String> body) {
        return clients.anybody().post("/api/v1/token", body);
    }

    @Test
    void aPasswordGivesAPairOfTokens() {
        var business = fixtures.aBusiness();
        var answer = token(Map.of("login", email(business), "password", Fixtures.PASSWORD));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("accessToken", "refreshToken", "expiresIn");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        var me = clients.anybody()
                .bearer(answer.json().path("accessToken").stringValue())
                .get("/api/v1/me")
                .json();
        assertThat(me.path("email").stringValue()).isEqualTo(email(business));
        assertThat(me.path("tenants").get(0).path("tenant").stringValue()).isEqualTo(business.slug());
    }

    @Test
    void aRefreshTokenWorksOnceAndItsTheftEndsTheFamily() {
        var business = fixtures.aBusiness();
        var first = token(Map.of("login", email(business), "password", Fixtures.PASSWORD))
                .json()
                .path("refreshToken")
                .stringValue();
        var second = token(Map.of("refreshToken", first));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("refreshToken").stringValue()).isNotEqualTo(first);
        assertThat(clients.anybody()
                        .bearer(second.json().path("accessToken").stringValue())
                        .get("/api/v1/spaces")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(token(Map.of("refreshToken", "unknown")).status()).isEqualTo(401);

        tx.write(Scope.of(business.owner().person()), () -> {
            jdbc.sql(
                            "update identity.refresh_token set used_at = used_at - interval '1 minute' where used_at is not null")
                    .update();
        });
        assertThat(token(Map.of("refreshToken", first)).status())
                .as("used before")
                .isEqualTo(401);
        assertThat(token(Map.of(
                                "refreshToken",
                                second.json().path("refreshToken").stringValue()))
                        .status())
                .as("of the same family")
                .isEqualTo(401);
    }

    @Test
    void wrongCredentialsAreOneAnswer() {
        var business = fixtures.aBusiness();
        var wrong = token(Map.of("login", email(business), "password", "not this one"));
        var unknown = token(Map.of("login", "nobody@nowhere.test", "password", "not this one"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json().path("detail")).isEqualTo(wrong.json().path("detail"));
    }

    @Test
    void fieldsAreChecked() {
        assertThat(token(Map.of()).wrong()).containsExactly("login", "password");
        assertThat(token(Map.of("refreshToken", "x", "login", "y")).wrong()).containsExactly("refreshToken");
        assertThat(token(Map.of("user", "x")).wrong()).containsExactly("user");
    }

    @Test
    void whoBelongsToSeveralTenantsNamesOne() {
        var one = fixtures.aBusiness();
        var two = fixtures.aBusiness();
        var email = email(one);
        members.add(two.tenant(), two.space(), people.get(one.owner().person()), Role.STAFF);

        var unnamed = token(Map.of("login", email, "password", Fixtures.PASSWORD));
        assertThat(unnamed.status()).isEqualTo(422);
        assertThat(unnamed.wrong()).containsExactly("tenant");
        assertThat(token(Map.of("login", email, "password", Fixtures.PASSWORD, "tenant", "no-such-tenant"))
                        .wrong())
                .containsExactly("tenant");

        var named = token(Map.of("login", email, "password", Fixtures.PASSWORD, "tenant", two.slug()));
        assertThat(named.status()).isEqualTo(200);
        var client = clients.anybody().bearer(named.json().path("accessToken").stringValue());
        var spaces = client.get("/api/v1/spaces").json().path("items");
        assertThat(spaces.size()).isEqualTo(1);
        assertThat(spaces.get(0).path("tenant").stringValue()).isEqualTo(two.slug());
        assertThat(client.get("/api/v1/spaces/" + one.slug() + "/channels").status())
                .as("the token speaks for the other tenant")
                .isEqualTo(404);
    }

    @Test
    void tenWrongPasswordsMakeOneAddressWaitAndLockNoAccount() {
        var business = fixtures.aBusiness();
        var email = email(business);
        for (int i = 0; i < 10; i++) {
            assertThat(token(Map.of("login", email, "password", "guess " + i)).status())
                    .isEqualTo(401);
        }
        var limited = token(Map.of("login", email, "password", Fixtures.PASSWORD));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 300);
        var again = token(Map.of("login", email.toUpperCase(java.util.Locale.ROOT), "password", "x"));
        assertThat(again.status()).as("the same login in capitals").isEqualTo(429);
        assertThat(people.authenticate(email, Fixtures.PASSWORD))
                .as("from elsewhere")
                .isPresent();
        var other = fixtures.aBusiness();
        assertThat(token(Map.of("login", email(other), "password", Fixtures.PASSWORD))
                        .status())
                .as("another login from this address")
                .isEqualTo(200);
    }

    @Test
    void slugsSayWhetherTheyCanBeHad() {
        var business = fixtures.aBusiness();
        assertThat(slug(business.slug())).isFalse();
        assertThat(slug("api")).isFalse();
        assertThat(slug("x")).isFalse();
        assertThat(slug("quite-free-" + System.nanoTime())).isTrue();
    }

    private boolean slug(String slug) {
        var answer = clients.anybody().get("/api/v1/slugs/" + slug).json();
        assertThat(answer.has("reason")).isNotEqualTo(answer.path("available").booleanValue());
        return answer.path("available").booleanValue();
    }
}
