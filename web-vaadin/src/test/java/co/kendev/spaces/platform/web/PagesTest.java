package co.kendev.spaces.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class PagesTest {
    @LocalServerPort
    int port;

    @Autowired
    Fixtures fixtures;

    Visitor visitor;

    @BeforeEach
    void arrive() {
        visitor = new Visitor(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/signup",
                "/signup?template=kendev&ref=kendev",
                "/login",
                "/login?failed=password",
                "/justice",
                "/logout"
            })
    void isAWholePage(String path) {
        var page = visitor.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        isSound(page);
        assertThat(page.headers().firstValue("Content-Language")).isPresent();
    }

    @Test
    void showsASpaceToEverybodyWithoutItsInnerChannels() {
        var business = fixtures.aBusiness();

        var page = visitor.get("/s/" + business.slug());

        assertThat(page.statusCode()).isEqualTo(200);
        isSound(page);
        assertThat(page.body())
                .contains("A business in a test", "welcome", "news")
                .doesNotContain("books", "Money");
        assertThat(page.body()).contains("/login?continue=%2Fapp%2Fs%2F" + business.slug());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing/here,404",
        "GET,/s/nobody,404",
        "GET,/signup/not-an-id?token=x,404",
        "GET,/signup/01900000-0000-7000-8000-000000000000?token=x.y,404",
        "GET,/invite/unknown,404",
        "GET,/brand/nobody.css,404",
        "DELETE,/,403",
        "GET,/theme?to=%00,422"
    })
    void saysWhatIsWrongAndWhereToGo(String method, String path, int status) {
        var page = visitor.send(method, path);

        assertThat(page.statusCode()).isEqualTo(status);
        isSound(page);
        assertThat(page.body())
                .contains("class=\"button primary\"")
                .doesNotContain("Exception", "java.", "at co.kendev", "Whitelabel");
    }

    @Test
    void answersProgramsWithAProblemAndNeverWithAPage() {
        var answer = visitor.get("/api/v1/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void keepsTheThemeAndLeadsNowhereElse() {
        var chosen = visitor.get("/theme?to=light&back=/login");

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.headers().firstValue("Location")).hasValue("/login");
        assertThat(visitor.get("/login").body()).contains("data-theme=\"light\"");
        assertThat(visitor.get("/theme?to=x&back=//evil.test").headers().firstValue("Location"))
                .hasValue("/");
        assertThat(visitor.get("/theme?to=x&back=/%22%7Bx%7D").headers().firstValue("Location"))
                .hasValue("/%22%7Bx%7D");
        assertThat(visitor.get("/login").body()).contains("data-theme=\"dark\"");
    }

    @Test
    void theThemeOfTheBrowserBecomesThePersonsAndTheOtherWayRound() {
        var login = Map.of("login", person(), "password", Fixtures.PASSWORD);
        visitor.get("/theme?to=light");
        visitor.submit("/login", "/login", login);
        assertThat(visitor.get("/app/").body()).contains("data-theme=\"light\"");

        var elsewhere = new Visitor(port);
        elsewhere.submit("/login", "/login", login);
        assertThat(elsewhere.cookie("spaces_theme")).isEqualTo("light");

        elsewhere.get("/theme?to=system");
        assertThat(elsewhere.get("/app/").body()).contains("data-theme=\"system\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/css/tokens.css",
                "/css/pages.css",
                "/js/page.js",
                "/js/signup.js",
                "/js/progress.js",
                "/js/forms.js",
                "/favicon.svg",
                "/img/icons.svg",
                "/img/icon-192.png",
                "/img/og.jpg",
                "/manifest.webmanifest",
                "/robots.txt",
                "/brand/-/templates.css"
            })
    void servesWhatThePagesNeed(String path) {
        var file = visitor.get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control").orElse("")).doesNotContain("no-store");
        assertThat(file.headers().map()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void letsBrowsersKeepVersionedFilesForGood() {
        var link = visitor.get("/").body().replaceFirst("(?s).*?href=\"(/css/pages\\.css\\?v=[^\"]+)\".*", "$1");

        assertThat(visitor.get(link).headers().firstValue("Cache-Control"))
                .hasValue("public, max-age=31536000, immutable");
    }

    @Test
    void asksBeforeLoggingOut() {
        assertThat(visitor.get("/logout").body()).contains("You are not logged in");

        visitor.submit("/login", "/login", Map.of("login", person(), "password", Fixtures.PASSWORD));

        assertThat(visitor.get("/logout").body()).contains("Log out?");
        assertThat(visitor.get("/").body()).contains("My spaces").doesNotContain("href=\"/login\"");
        assertThat(visitor.submit("/logout", "/logout", Map.of()).statusCode()).isEqualTo(303);
        assertThat(visitor.get("/logout").body()).contains("You are not logged in");
    }

    @Test
    void keepsWhatWasTypedWhenTheLoginIsWrong() {
        var login = person();

        var page = visitor.submit("/login", "/login", Map.of("login", login, "password", "not this one"));

        assertThat(page.statusCode()).isEqualTo(401);
        isSound(page);
        assertThat(page.body())
                .contains("value=\"" + login + "\"", "do not belong together")
                .doesNotContain("not this one");
        assertThat(visitor.cookie("spaces_login")).isEmpty();
    }

    @Test
    void makesGuessersWaitAndSaysSo() {
        var wrong = Map.of("login", person(), "password", "not this one");
        for (int guess = 1; guess <= 10; guess++) {
            visitor.submit("/login", "/login", wrong);
        }

        var page = visitor.submit("/login", "/login", wrong);

        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body()).contains("not locked");
    }

    @Test
    void offersNoDemoWhereThereIsNone() {
        assertThat(visitor.get("/login").body()).doesNotContain("spaces-demo");
    }

    private String person() {
        return fixtures.aPerson().email();
    }

    /** What holds for every page: strict policy and nothing that it would block, no session, a language, one heading, a skip link. */
    private void isSound(HttpResponse<String> page) {
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "img-src 'self' data:", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\"", "class=\"skip\"", "<title>")
                .doesNotContain(" style=\"", "<style", "onclick", "onload", "javascript:")
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("???", "th:");
        assertThat(page.body().split("<h1", -1)).hasSize(2);
        assertThat(page.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("spaces_view"));
    }
}
