package co.kendev.spaces.spaces.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.platform.web.Visitor;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class InvitationPagesTest {
    @LocalServerPort
    int port;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Invitations invitations;

    @Autowired
    Access access;

    Fixtures.Business business;
    Visitor visitor;

    @BeforeEach
    void arrive() {
        business = fixtures.aBusiness();
        visitor = new Visitor(port);
    }

    @Test
    void letsSomebodyNewIn() {
        var link = invite(null);

        var page = visitor.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(business.owner().name(), "invites you to", "as staff");

        var joined = visitor.submit(
                link,
                link,
                Map.of(
                        "as",
                        "new",
                        "name",
                        "Nia",
                        "email",
                        "nia@" + business.slug() + ".test.example",
                        "password",
                        "long enough"));

        assertThat(joined.statusCode()).isEqualTo(303);
        assertThat(joined.headers().firstValue("Location").orElse("")).endsWith("/app/s/" + business.slug());
        assertThat(visitor.cookie("spaces_login")).hasSize(43);
        assertThat(visitor.get("/s/" + business.slug()).body()).contains("Open the space");
    }

    @Test
    void letsSomebodyInWhoHasALogin() {
        var person = fixtures.aPerson();
        var link = invite(null);

        assertThat(visitor.submit(
                                link,
                                link,
                                Map.of("as", "known", "email", person.email(), "password", Fixtures.PASSWORD))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void letsSomebodyInWhoIsLoggedInAlready() {
        var person = fixtures.aPerson();
        visitor.submit("/login", "/login", Map.of("login", person.email(), "password", Fixtures.PASSWORD));
        var link = invite(null);

        assertThat(visitor.get(link).body()).contains("Join as " + person.name());
        assertThat(visitor.submit(link, link, Map.of("as", "me")).statusCode()).isEqualTo(303);
        assertThat(visitor.get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void keepsWhatWasTypedWhenSomethingIsWrong() {
        var link = invite(null);

        var page = visitor.submit(
                link, link, Map.of("as", "new", "name", "Nia", "email", "nobody@", "password", "long enough"));

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("value=\"Nia\"", "value=\"nobody@\"", "aria-invalid=\"true\"")
                .doesNotContain("long enough");
        assertThat(visitor.cookie("spaces_login")).isEmpty();
    }

    @Test
    void keepsWhatWasTypedBesideACharacterNobodyTypes() {
        var link = invite(null);

        var page = visitor.submit(
                link, link, Map.of("as", "known", "email", "nia\u0000@test.example", "password", "long enough"));

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("cannot be stored", "value=\"nia@test.example\"", "action=\"" + link + "\"")
                .doesNotContain("long enough");
    }

    @Test
    void keepsWhatWasTypedWhenThePageWasOpenForTooLong() {
        var link = invite(null);

        var page = visitor.post(link, "as=new&name=Nia&email=nia%40test.example&password=long+enough");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("open for too long", "value=\"Nia\"", "value=\"nia@test.example\"")
                .containsPattern("name=\"_csrf\" value=\"[^\"]+\"")
                .doesNotContain("long enough");
        assertThat(visitor.cookie("spaces_login")).isEmpty();
        assertThat(visitor.get(link).statusCode()).isEqualTo(200);
    }

    @Test
    void takesAProgramInWithAnEmptyBody() {
        var link = invite(null);
        var token = link.substring("/invite/".length());
        var accept = "/api/v1/invitations/" + token + "/acceptances";

        assertThat(clients.anybody().post(accept, "").wrong()).contains("name", "password");
        var person = fixtures.aBusiness().owner();
        assertThat(clients.as(person).send("POST", accept, null).status()).isEqualTo(201);
    }

    @Test
    void doesNotTellWhoHasALogin() {
        var link = invite(null);
        var unknown = Map.of("as", "known", "email", "nobody@nowhere.test.example", "password", "wrong password");
        var known = Map.of("as", "known", "email", fixtures.aPerson().email(), "password", "wrong password");

        assertThat(said(visitor.submit(link, link, unknown).body()))
                .isEqualTo(said(visitor.submit(link, link, known).body()))
                .contains("do not belong together");
    }

    @Test
    void keepsTheAddressOfAnInvitationThatNamesOne() {
        var link = invite("guest@" + business.slug() + ".test.example");

        assertThat(visitor.get(link).body())
                .contains("value=\"guest@" + business.slug() + ".test.example\"", "readonly");
    }

    @Test
    void saysThatAUsedLinkIsOver() {
        var link = invite(null);
        visitor.submit(
                link,
                link,
                Map.of(
                        "as",
                        "new",
                        "name",
                        "Nia",
                        "email",
                        "one@" + business.slug() + ".test.example",
                        "password",
                        "long enough"));

        var late = new Visitor(port).get(link);

        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("This invitation is over.", "href=\"/login\"");
    }

    private String invite(@Nullable String email) {
        var at = access.space(business.owner(), business.space());
        return "/invite/"
                + invitations.create(business.owner(), at, email, Role.STAFF).token();
    }

    private static String said(String body) {
        return body.replaceFirst("(?s).*role=\"alert\"(.*?)</div>.*", "$1");
    }
}
