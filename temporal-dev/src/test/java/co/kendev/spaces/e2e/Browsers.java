package co.kendev.spaces.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Headless Chromium for journeys; each person has a browser of their own, which is a context here. */
final class Browsers implements AutoCloseable {
    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    /** Generous: the machine may be busy, and a journey proves order, not speed. */
    private static final double PATIENCE_MS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final String product;

    Browsers(String product) {
        this.product = product;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setHeadless(true)
                        .setArgs(SWITCHES));
    }

    /** A desktop window of somebody new. */
    Page desktop() {
        return open(1440, 900, ColorScheme.DARK, false);
    }

    /** A phone of somebody new. */
    Page phone() {
        return open(390, 844, ColorScheme.DARK, true);
    }

    Page open(int width, int height, ColorScheme scheme, boolean touch) {
        return context(width, height, scheme, touch).newPage();
    }

    private BrowserContext context(int width, int height, ColorScheme scheme, boolean touch) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(product)
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setHasTouch(touch)
                .setLocale("en-US")
                .setTimezoneId("America/Phoenix"));
        context.setDefaultTimeout(PATIENCE_MS);
        context.setDefaultNavigationTimeout(PATIENCE_MS);
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path chromium() {
        var named = System.getenv("CHROMIUM");
        if (named == null || !Files.isExecutable(Path.of(named))) {
            throw new IllegalStateException(
                    "CHROMIUM does not name a program (make test looks for one and sets it): " + named);
        }
        return Path.of(named);
    }
}
