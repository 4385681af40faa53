package co.kendev.spaces.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.dev.BuiltApplication;
import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.DevStack;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people do, in real browsers against the whole product. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT {
    private static final Business FARM =
            new Business("saguaro-farm", "Saguaro Farm", "hays-cactus-farm", "Sam Ortiz", "sam@saguaro-farm.test");
    private static final String STAFF = "kit@saguaro-farm.test";
    private static final String OPERATOR = "operator@spaces.example";
    private static final String OPERATOR_PASSWORD = "spaces-demo";
    private static final String SALE = "evt-journey";

    @TempDir
    static Path folder;

    DevStack stack;
    Browsers browsers;

    @BeforeAll
    void startTheProductWithOneBusiness() throws Exception {
        stack = DevStack.start(
                folder.resolve("data"),
                BuiltApplication.extractBelow(folder),
                // with the demo come the operators; its businesses are the launcher's doing
                Map.of("SPACES_SIGNUPS_PER_MINUTE", "1000", "SPACES_DEMO", "on"),
                false);
        browsers = new Browsers(stack.product().toString());
        var rest = stack.rest();
        rest.awaitLive(rest.signUp(FARM).required("sign-up"), Duration.ofSeconds(90));
        var owner = rest.token(FARM.email(), Business.PASSWORD);
        var invitation = rest.post(
                        "/api/v1/spaces/" + FARM.slug() + "/invitations",
                        owner,
                        Map.of("email", STAFF, "role", "staff"))
                .required("invitation");
        rest.post(
                        "/api/v1/invitations/" + invitation.text("token") + "/acceptances",
                        null,
                        Map.of("name", "Kit Reyes", "password", Business.PASSWORD))
                .required("acceptance");
    }

    @AfterAll
    void stop() {
        try {
            if (browsers != null) {
                browsers.close();
            }
        } finally {
            if (stack != null) {
                stack.close();
            }
        }
    }

    @Test
    void aStrangerSignsUpAndWatchesTheSpaceBeingBuilt() {
        var page = browsers.desktop();
        page.navigate("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Build your space"))
                .first()
                .click();
        page.waitForURL("**/signup");
        page.getByLabel("Business name").fill("Ocotillo Repairs");
        assertThat(page.getByLabel("Address of the space")).hasValue("ocotillo-repairs");
        page.locator("input[name=template][value=service-business]").check(new Locator.CheckOptions().setForce(true));
        page.getByLabel("Your name").fill("Ada Moreno");
        page.getByLabel("E-mail").fill("ada@ocotillo-repairs.test");
        page.locator("#password").fill(Business.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Build my space"))
                .click();

        page.waitForURL("**/app/s/ocotillo-repairs/**");
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("welcome").setExact(true)))
                .isVisible();
        var stream = page.locator("spaces-stream");
        assertThat(stream.getByText("Ocotillo Repairs").first()).isVisible();
        assertThat(stream.getByText("Invite a colleague").first()).isVisible();
        page.context().close();
    }

    @Test
    void twoPeopleSeeEachMessageEachEditAndEachDeletion() {
        var sam = loggedIn(browsers.desktop(), FARM.email(), "welcome");
        var kit = loggedIn(browsers.desktop(), STAFF, "welcome");

        say(sam, "The *golden barrels* are in");
        assertThat(message(kit, "golden barrels")).isVisible();
        say(kit, "On my way");
        assertThat(message(sam, "On my way")).isVisible();

        composer(kit).press("ArrowUp");
        var editing = kit.locator("spaces-stream textarea");
        editing.fill("On my way, two minutes");
        editing.press("Enter");
        assertThat(message(sam, "On my way, two minutes")).isVisible();

        message(kit, "On my way, two minutes").hover();
        kit.locator("spaces-stream .tools")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(message(sam, "On my way")).hasCount(0);
        assertThat(message(kit, "On my way")).hasCount(0);
        assertThat(message(sam, "golden barrels")).isVisible();

        sam.context().close();
        kit.context().close();
    }

    @Test
    void whoWasOfflineHasNoGapAndNothingTwice() throws IOException {
        var wire = new Wire(stack.httpPort());
        var kit = loggedIn(browsers.desktop(), wire.product(), STAFF, "orders");
        var token = stack.rest().token(FARM.email(), Business.PASSWORD);
        var channel = channel(token, "orders");
        post(token, channel, "before");
        assertThat(message(kit, "before")).isVisible();

        goOffline(kit, wire);
        for (var i = 1; i <= 5; i++) {
            post(token, channel, "missed number " + i);
        }
        say(kit, "written while offline");
        kit.waitForTimeout(2_000);
        assertThat(message(kit, "missed number")).hasCount(0);
        comeBack(kit, wire);

        assertThat(message(kit, "missed number 5")).isVisible();
        for (var i = 1; i <= 5; i++) {
            assertThat(message(kit, "missed number " + i)).hasCount(1);
        }
        assertThat(message(kit, "written while offline")).hasCount(1);
        var texts = awaitStored(token, channel, "written while offline");
        assertThat(texts).containsOnlyOnce("written while offline").containsOnlyOnce("missed number 3");
        kit.context().close();
        wire.close();
    }

    @Test
    void peopleOnTwoApplicationsTalkAsOnOneAndHalfAMinuteOfflineLosesNothing() throws IOException {
        var elsewhere = stack.startSecondApplication();
        var sam = loggedIn(browsers.desktop(), FARM.email(), "welcome");
        var wire = new Wire(elsewhere.getPort());
        var kit = loggedIn(browsers.desktop(), wire.product(), STAFF, "welcome");

        say(sam, "said on the first");
        assertThat(message(kit, "said on the first")).isVisible();
        say(kit, "said on the second");
        assertThat(message(sam, "said on the second")).isVisible();
        composer(sam).press("ArrowUp");
        var editing = sam.locator("spaces-stream textarea");
        editing.fill("said on the first, and mended");
        editing.press("Enter");
        assertThat(message(kit, "said on the first, and mended")).isVisible();

        goOffline(kit, wire);
        var token = stack.rest().token(FARM.email(), Business.PASSWORD);
        var channel = channel(token, "welcome");
        for (var i = 1; i <= 30; i++) {
            post(token, channel, "while away %02d".formatted(i));
            kit.waitForTimeout(1_000);
        }
        assertThat(message(kit, "while away")).hasCount(0);
        comeBack(kit, wire);

        assertThat(message(kit, "while away 30")).isVisible();
        var shown = kit.locator("spaces-stream ol.rows > li").allInnerTexts().stream()
                .flatMap(text -> Pattern.compile("while away \\d\\d")
                        .matcher(text)
                        .results()
                        .map(found -> found.group()))
                .toList();
        assertThat(shown)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30)
                        .mapToObj("while away %02d"::formatted)
                        .toList());
        sam.context().close();
        kit.context().close();
        wire.close();
    }

    @Test
    void aKilledServerBringsTheTabBackWithItsDraft() {
        var sam = loggedIn(browsers.desktop(), FARM.email(), "orders");
        composer(sam).fill("half a thought");
        sam.evaluate("document.documentElement.dataset.before = 'the kill'");

        stack.killApplication();
        stack.startApplication();
        // the view's session died with the server: the tab asks, learns it, and loads itself
        sam.waitForFunction(
                "document.documentElement.dataset.before === undefined",
                null,
                new Page.WaitForFunctionOptions().setTimeout(90_000));

        assertThat(composer(sam)).hasValue("half a thought");
        assertThat(sam).hasURL(Pattern.compile(".*/app/s/saguaro-farm/orders.*"));
        sam.context().close();
    }

    @Test
    void everyPageIsAccessible() throws IOException {
        var rest = stack.rest();
        var statement = aSaleARefundAndAClosedMonth();
        var invitation = rest.post(
                        "/api/v1/spaces/" + FARM.slug() + "/invitations",
                        rest.token(FARM.email(), Business.PASSWORD),
                        Map.of("email", "lou@saguaro-farm.test", "role", "staff"))
                .required("invitation")
                .text("token");
        for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            for (var width : List.of(1440, 390)) {
                var at = " at " + width + " " + scheme;
                var stranger = browsers.open(width, 900, scheme, width < 500);
                for (var path : List.of(
                        "/",
                        "/signup",
                        "/login",
                        "/s/" + FARM.slug(),
                        "/nowhere",
                        "/invite/nothing",
                        "/invite/" + invitation,
                        "/justice")) {
                    stranger.navigate(path);
                    axe(stranger, path + at);
                }
                axeOnProgress(
                        stranger,
                        Business.of("axe-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT), "kendev"),
                        at);
                var sam = loggedIn(stranger, FARM.email(), "welcome");
                axe(sam, "channel" + at);
                sam.navigate("/app/s/" + FARM.slug() + "/books");
                assertThat(sam.locator("spaces-stream h2")).isVisible();
                assertThat(sam.locator("spaces-stream ol.rows > li[data-seq]")).hasCount(0);
                axe(sam, "empty channel" + at);
                axeInside(sam, "s/" + FARM.slug() + "/nothing-of-the-kind", at);
                assertThat(sam.getByText("There is nothing here for you.")).isVisible();
                for (var tab : List.of("brand", "members", "channels", "partnership")) {
                    axeInside(sam, "s/" + FARM.slug() + "/settings/" + tab, at);
                }
                axeInside(sam, "s/" + FARM.slug() + "/revenue", at);
                axeInside(
                        sam,
                        "s/" + FARM.slug() + "/revenue?month="
                                + statement.path("month").asString(),
                        at);
                assertThat(sam.locator(".table").first()).isVisible();
                axeInside(sam, "s/" + FARM.slug() + "/revenue/" + SALE, at);
                axeInside(sam, "approvals", at);
                for (var path : List.of(
                        "/statements", "/statements/" + statement.path("id").asString())) {
                    sam.navigate(path);
                    assertThat(sam.locator("table").first()).isVisible();
                    axe(sam, path + at);
                }
                sam.context().close();
                var olivia = browsers.open(width, 900, scheme, width < 500);
                logIn(olivia, "/login", "/app/operator/processes", OPERATOR, OPERATOR_PASSWORD);
                assertThat(olivia.getByRole(AriaRole.HEADING).first()).isVisible();
                for (var page : List.of("processes", "money", "outbox", "health", "clock")) {
                    axeInside(olivia, "operator/" + page, at);
                }
                olivia.context().close();
            }
        }
    }

    /** Sells and takes a part back, and lets the month go by: with it there is a statement, which comes back. */
    private JsonNode aSaleARefundAndAClosedMonth() throws IOException {
        var rest = stack.rest();
        var owner = rest.token(FARM.email(), Business.PASSWORD);
        var operator = rest.token(OPERATOR, OPERATOR_PASSWORD);
        var now = rest.get("/api/v1/demo/clock", operator).required("clock").text("now");
        rest.post(
                        "/api/v1/payments",
                        owner,
                        Map.of(
                                "eventId",
                                SALE,
                                "amountMinor",
                                120_000,
                                "currency",
                                "USD",
                                "occurredAt",
                                now,
                                "reference",
                                "golden barrels"))
                .required("sale");
        rest.post(
                        "/api/v1/payments/" + SALE + "/refunds",
                        owner,
                        Map.of("refundId", "one-died", "amountMinor", 20_000, "reason", "One plant died"))
                .required("refund");
        eventually(
                "/api/v1/distributions/" + SALE,
                owner,
                sale -> sale.path("lines")
                        .valueStream()
                        .anyMatch(line -> line.path("because").asString("").endsWith("One plant died")));
        rest.post("/api/v1/demo/clock", operator, Map.of("advanceDays", 40)).required("forty days");
        return eventually(
                        "/api/v1/statements",
                        owner,
                        statements -> !statements.path("items").isEmpty())
                .at("/items/0");
    }

    private JsonNode eventually(String path, String token, Predicate<JsonNode> wanted) throws IOException {
        var until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            var answer = stack.rest().get(path, token).required(path).body();
            if (wanted.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as(answer.toString()).isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** While the space is built, and when it is ready; the page's script would lead on. */
    private void axeOnProgress(Page page, Business business, String at) throws IOException {
        page.route("**/js/progress*", Route::abort);
        var rest = stack.rest();
        var process = rest.signUp(business).required("sign-up");
        var path = "/signup/" + process.text("id") + "?token=" + process.text("statusToken");
        page.navigate(path);
        axe(page, "progress" + at);
        rest.awaitLive(process, Duration.ofSeconds(90));
        page.navigate(path);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go in")))
                .isVisible();
        axe(page, "progress, ready" + at);
    }

    private static void axeInside(Page page, String path, String at) {
        page.navigate("/app/" + path);
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
        axe(page, path + at);
    }

    @Test
    void onAPhoneOnePaneIsShownAtATime() {
        var kit = loggedIn(browsers.phone(), STAFF, "welcome");
        assertThat(composer(kit)).isVisible();
        var overflow = kit.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);

        kit.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show channels"))
                .click();
        kit.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("orders")))
                .first()
                .click();
        kit.waitForURL("**/orders");
        assertThat(composer(kit)).isVisible();
        kit.context().close();
    }

    @Test
    void aLongHistoryOpensAtItsEndAndScrollsBack() throws IOException {
        var token = stack.rest().token(FARM.email(), Business.PASSWORD);
        var channel = channel(token, "plant-care");
        for (var i : IntStream.rangeClosed(1, 130).toArray()) {
            post(token, channel, "line " + i + ".");
        }
        var sam = loggedIn(browsers.desktop(), FARM.email(), "plant-care");
        assertThat(message(sam, "line 130.")).isVisible();

        var stream = sam.locator("spaces-stream");
        stream.hover();
        for (var i = 0; i < 60 && !message(sam, "line 2.").isVisible(); i++) {
            sam.mouse().wheel(0, -2_000);
            sam.waitForTimeout(50);
        }
        assertThat(message(sam, "line 2.")).isVisible();
        sam.context().close();
    }

    /** What the channel holds, once it holds the text: a message written offline is sent again with growing pauses. */
    private List<String> awaitStored(String token, String channel, String text) throws IOException {
        var until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            var texts = stack.rest()
                    .get("/api/v1/channels/" + channel + "/messages?after=0&limit=200", token)
                    .required("history")
                    .body()
                    .path("items")
                    .valueStream()
                    .map(item -> item.path("text").asString(""))
                    .toList();
            if (texts.contains(text) || System.nanoTime() > until) {
                return texts;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static void axe(Page page, String where) {
        // links that lead past everything stand before every landmark, which is their point
        var results = new AxeBuilder(page).exclude(".skips").analyze();
        assertThat(results.getViolations())
                .as(where)
                .extracting(
                        rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    private static Page loggedIn(Page page, String email, String channel) {
        return loggedIn(page, URI.create(""), email, channel);
    }

    /** @param product which application; the usual one when empty */
    private static Page loggedIn(Page page, URI product, String email, String channel) {
        logIn(page, product + "/login", "/app/s/" + FARM.slug() + "/" + channel, email, Business.PASSWORD);
        assertThat(composer(page)).isVisible();
        return page;
    }

    private static void logIn(Page page, String form, String path, String email, String password) {
        page.navigate(form + "?continue=" + path);
        page.locator("input#login").fill(email);
        page.locator("input#password").fill(password);
        page.locator("main form button[type=submit]").first().click();
        // the form's own address names the path, too
        page.waitForURL(url -> URI.create(url).getPath().startsWith(path));
    }

    private static void goOffline(Page page, Wire wire) {
        page.context().setOffline(true);
        wire.cut();
    }

    private static void comeBack(Page page, Wire wire) {
        wire.mend();
        page.context().setOffline(false);
    }

    private static Locator composer(Page page) {
        return page.locator("spaces-composer textarea");
    }

    private static void say(Page page, String text) {
        composer(page).fill(text);
        composer(page).press("Enter");
    }

    private static Locator message(Page page, String text) {
        return page.locator("spaces-stream ol.rows > li").filter(new Locator.FilterOptions().setHasText(text));
    }

    private String channel(String token, String name) throws IOException {
        return stack.rest()
                .get("/api/v1/spaces/" + FARM.slug() + "/channels", token)
                .required("channels")
                .body()
                .path("items")
                .valueStream()
                .filter(channel -> channel.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private void post(String token, String channel, String text) throws IOException {
        stack.rest()
                .post(
                        "/api/v1/channels/" + channel + "/messages",
                        token,
                        Map.of("clientId", java.util.UUID.randomUUID().toString(), "text", text))
                .required("post");
    }
}
