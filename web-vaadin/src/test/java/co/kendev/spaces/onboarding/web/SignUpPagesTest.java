package co.kendev.spaces.onboarding.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.platform.web.Visitor;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class SignUpPagesTest {
    @LocalServerPort
    int port;

    @Autowired
    Fixtures fixtures;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    Visitor visitor;

    @BeforeEach
    void arrive() {
        visitor = new Visitor(port);
    }

    @Test
    void takesABusinessInAndShowsItBeingBuilt() {
        var answer = visitor.submit("/signup", "/signup", business("mesa-one"));

        assertThat(answer.statusCode()).isEqualTo(302);
        var progress = path(answer.headers().firstValue("Location").orElseThrow());
        assertThat(visitor.cookie("spaces_login")).hasSize(43);

        var page = visitor.get(progress);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Building Mesa Traders", "http-equiv=\"refresh\"", "data-state=\"queued\"");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(new Visitor(port)
                        .get(progress.replaceFirst("token=.", "token="))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesTheSameFormTwiceAsOne() {
        var first = visitor.submit("/signup", "/signup", business("mesa-two"));
        var second = visitor.submit("/signup", "/signup", business("mesa-two"));

        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void keepsWhatWasTypedAndNamesEverythingWrongAtItsField() {
        var wrong = business("api");
        wrong.put("ownerName", "");
        wrong.put("ownerEmail", "alex@");
        wrong.put("password", "secret7");
        wrong.put("template", "celersoft");
        wrong.put("timeZone", "Europe/Berlin");
        wrong.put("currency", "EUR");

        var page = visitor.submit("/signup", "/signup", wrong);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("href=\"#slug\"", "href=\"#ownerName\"", "href=\"#ownerEmail\"", "href=\"#password\"")
                .contains("value=\"Mesa Traders\"", "value=\"api\"", "value=\"alex@\"")
                .containsPattern("value=\"celersoft\"\\s+checked")
                .containsPattern("value=\"Europe/Berlin\"[^>]*selected")
                .containsPattern("value=\"EUR\"[^>]*selected")
                .doesNotContain("secret7");
        assertThat(visitor.cookie("spaces_login")).isEmpty();
    }

    @Test
    void namesAllFieldsInOneRoundInTheOrderOfTheForm() {
        var wrong = business("A");
        wrong.put("businessName", " ");
        wrong.put("timeZone", "Nowhere/Town");
        wrong.put("currency", "XTS");
        wrong.put("template", "no-such");
        wrong.put("ownerName", " ");
        wrong.put("ownerEmail", "alex@");
        wrong.put("password", "short");
        wrong.put("referralCode", "nobody-we-know");

        var page = visitor.submit("/signup", "/signup", wrong);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("9 things need another look", "The address of a space has 3 to 40 characters")
                .doesNotContain("A slug")
                .containsSubsequence(
                        "href=\"#businessName\"",
                        "href=\"#slug\"",
                        "href=\"#timeZone\"",
                        "href=\"#currency\"",
                        "href=\"#template\"",
                        "href=\"#ownerName\"",
                        "href=\"#ownerEmail\"",
                        "href=\"#password\"",
                        "href=\"#referralCode\"");
    }

    /** Somebody holds a lock for longer than anybody waits for one; a database that is away looks the same from here. */
    @Test
    void keepsWhatWasTypedWhileTheDatabaseIsAway() throws SQLException {
        HttpResponse<String> page;
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table platform.tenant in share mode");

            page = visitor.submit("/signup", "/signup", business("mesa-away"));
        }

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body())
                .contains("away for a moment", "Everything is still here")
                .contains("value=\"Mesa Traders\"", "value=\"mesa-away\"")
                .doesNotContain("another look", "a short sentence");
        assertThat(visitor.submit("/signup", "/signup", business("mesa-away")).statusCode())
                .isEqualTo(302);
    }

    @Test
    void keepsWhatWasTypedBesideACharacterNobodyTypes() {
        var wrong = business("mesa-nul");
        wrong.put("referralCode", "ken\u0000dev");

        var page = visitor.submit("/signup", "/signup", wrong);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("href=\"#referralCode\"", "value=\"Mesa Traders\"", "value=\"kendev\"")
                .doesNotContain("a short sentence");
    }

    @Test
    void keepsWhatWasTypedWhenThePageWasOpenForTooLong() {
        var page = visitor.post("/signup", "businessName=Mesa+Traders&slug=mesa-late&ownerName=Alex&password=secret77");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("open for too long", "value=\"Mesa Traders\"", "value=\"mesa-late\"")
                .containsPattern("name=\"_csrf\" value=\"[^\"]+\"")
                .contains("name=\"back\" value=\"/signup\"")
                .doesNotContain("secret77");
        assertThat(visitor.cookie("spaces_login")).isEmpty();
        assertThat(visitor.submit("/signup", "/signup", business("mesa-late")).statusCode())
                .as("the address is free")
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Phoenix", "Asia/Calcutta", "Asia/Kolkata", "Europe/Kiev", "Europe/Kyiv"})
    void knowsTheZoneByWhateverNameABrowserHasForIt(String zone) {
        assertThat(visitor.get("/signup").body()).contains("<option value=\"" + zone + "\"");
    }

    @Test
    void saysWhenTheAddressIsTaken() {
        var page = visitor.submit(
                "/signup", "/signup", business(fixtures.aBusiness().slug()));

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("is taken", "href=\"#slug\"");
    }

    @Test
    void wantsTheOwnPasswordOfAKnownPerson() {
        var form = business("mesa-three");
        form.put("ownerEmail", fixtures.aPerson().email());

        var page = visitor.submit("/signup", "/signup", form);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("href=\"#password\"");
        assertThat(visitor.cookie("spaces_login")).isEmpty();

        form.put("password", Fixtures.PASSWORD);
        assertThat(visitor.submit("/signup", "/signup", form).statusCode()).isEqualTo(302);
    }

    @Test
    void showsMarkupInNamesAsText() {
        var form = business("mesa-four");
        form.put("businessName", "<img src=x> **Mesa**");
        form.put("ownerEmail", "alex@");

        assertThat(visitor.submit("/signup", "/signup", form).body())
                .contains("&lt;img src=x&gt; **Mesa**")
                .doesNotContain("<img src=x>");
    }

    private static Map<String, String> business(String slug) {
        var form = new HashMap<String, String>();
        form.put("businessName", "Mesa Traders");
        form.put("slug", slug);
        form.put("template", "hays-cactus-farm");
        form.put("timeZone", "America/Phoenix");
        form.put("currency", "USD");
        form.put("ownerName", "Alex Mesa");
        form.put("ownerEmail", slug + "@test.example");
        form.put("password", "a short sentence");
        return form;
    }

    private static String path(String location) {
        return location.replaceFirst("https?://[^/]+", "");
    }
}
