package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The money of the demo, by the calls that everybody has: agreements that began six months ago, what was sold and given back since,
 * and a gift to the Justice Fund. What is there already is left as it is.
 */
final class DemoSales {
    private static final String OPERATOR = "operator@spaces.example";
    private static final int MONTHS = 6;
    private static final int NEW = 202;
    private static final long OPENING_GIFT_MINOR = 500_000;
    /** The others are left for whoever tries the button. */
    private static final List<String> FEES_PAID = List.of("hays-cactus-farm", "celersoft", "ernesto-behrens");

    private final RestClient rest;
    private final Path done;
    private final Clock clock;

    /** @param done a folder for what is complete */
    DemoSales(URI product, Path done, Clock clock) {
        this.rest = new RestClient(product);
        this.done = done;
        this.clock = clock;
    }

    /**
     * Sees to the agreements first, before anybody is told that the product is there: a sale that is reported before them would keep
     * the terms of the sign-up, and these could not begin before it any more. The sales come beside everything else, with one line
     * that says how that ended.
     */
    void begin(Terminal terminal) {
        try {
            if (isComplete()) {
                return;
            }
            terms();
        } catch (IOException | RestClient.Refused e) {
            terminal.event(terminal.warning("The demo's agreements are not complete: " + e.getMessage()));
            return;
        }
        Thread.ofVirtual().name("demo-sales").start(() -> {
            try {
                var made = sales();
                if (made > 0) {
                    terminal.event("Demo: " + made + " sales of the last six months are reported");
                }
            } catch (IOException | RestClient.Refused e) {
                terminal.event(terminal.warning("The demo's sales are not complete: " + e.getMessage()));
            } catch (Processes.Interruption stopped) {
                // the stack goes down; the next run continues
            }
        });
    }

    private boolean isComplete() throws IOException {
        return Files.exists(file()) && Files.readString(file()).equals(born());
    }

    private Path file() {
        return done.resolve("sales");
    }

    /** What the sales stand on: agreements, a gift to the Justice Fund, setup fees. */
    private void terms() throws IOException {
        var operator = rest.token(OPERATOR, DemoTenants.PASSWORD);
        agreements(operator, start().atDay(1));
        rest.post(
                        "/api/v1/justice/donations",
                        operator,
                        Map.of(
                                "amountMinor",
                                OPENING_GIFT_MINOR,
                                "currency",
                                "USD",
                                "donor",
                                "The founders",
                                "reference",
                                "demo-opening"))
                .required("donation");
        for (var slug : FEES_PAID) {
            var fee = rest.get("/api/v1/setup-fee?tenant=" + slug, operator).required("setup fee of " + slug);
            rest.post(
                            "/api/v1/setup-fee/payment?tenant=" + slug,
                            operator,
                            Map.of(
                                    "payableMinor",
                                    fee.body().path("payableMinor").longValue()))
                    .required("setup fee of " + slug);
        }
    }

    /** How many sales were made just now. */
    private int sales() throws IOException {
        var tenants = born();
        var start = start();
        int made = 0;
        for (var shop : DemoShop.ALL) {
            made += sell(shop, start);
        }
        Files.createDirectories(done);
        Files.writeString(file(), tenants);
        return made;
    }

    private YearMonth start() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).minusMonths(MONTHS);
    }

    /** The businesses whose sales these are: after they were born anew there are none. */
    private String born() throws IOException {
        var all = new StringBuilder();
        for (var tenant : DemoTenants.TENANTS) {
            var file = done.resolve(tenant.slug());
            if (Files.exists(file)) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    // ---- agreements ----

    private void agreements(String operator, LocalDate from) throws IOException {
        agree(operator, from, terms("desert-digital", 500, usual("USD")));
        var farm = terms("hays-cactus-farm", 800, List.of());
        farm.put("referral", Map.of("referrer", "desert-digital", "terms", List.of(Map.of("bps", 3_000))));
        agree(operator, from, farm);
        agree(
                operator,
                from,
                terms(
                        "celersoft",
                        500,
                        Stream.of("USD", "EUR", "GBP")
                                .flatMap(code -> usual(code).stream())
                                .toList()));
        agree(operator, from, terms("kendev", 400, usual("USD")));
        var justice = terms("ernesto-behrens", 300, usual("USD"));
        justice.put("setupFeeMinor", 149_900);
        justice.put("setupFeeCurrency", "USD");
        justice.put("subsidyPercent", 60);
        agree(operator, from, justice);
    }

    private static Map<String, Object> terms(String tenant, int shareBps, List<Map<String, Object>> volume) {
        var terms = new HashMap<String, Object>();
        terms.put("tenant", tenant);
        terms.put("shareBps", shareBps);
        terms.put("volume", volume);
        return terms;
    }

    private static List<Map<String, Object>> usual(String currency) {
        return List.of(
                Map.of("currency", currency, "fromMinor", 1_000_000, "bps", 450),
                Map.of("currency", currency, "fromMinor", 2_500_000, "bps", 400),
                Map.of("currency", currency, "fromMinor", 5_000_000, "bps", 350));
    }

    /** Proposed by the operator, agreed to by the owner, once; a proposal that an earlier run left is decided. */
    private void agree(String operator, LocalDate from, Map<String, Object> terms) throws IOException {
        var slug = String.valueOf(terms.get("tenant"));
        var known = rest.get("/api/v1/agreements?tenant=" + slug, operator).required("agreements of " + slug);
        var open = "";
        for (var agreement : known.body().path("items")) {
            if (isOurs(agreement, terms)) {
                if (agreement.path("state").asString("").equals("agreed")) {
                    return;
                }
                open = approvalOf(agreement);
            }
        }
        if (open.isEmpty()) {
            terms.put("effectiveFrom", from.toString());
            open = approvalOf(rest.post("/api/v1/agreements", operator, terms)
                    .required("agreement of " + slug)
                    .body());
        }
        var owner = rest.token("owner@" + slug + ".example", DemoTenants.PASSWORD);
        rest.post("/api/v1/approvals/" + open + "/decisions", owner, Map.of("decision", "approve"))
                .required("approval of " + slug);
    }

    /** Not the one that came with the sign-up, which begins on that day. */
    private boolean isOurs(JsonNode agreement, Map<String, Object> terms) {
        var from = agreement.path("effectiveFrom").asString("");
        return !from.isEmpty()
                && LocalDate.parse(from).getDayOfMonth() == 1
                && LocalDate.parse(from)
                        .isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .minusMonths(1))
                && Objects.equals(agreement.path("shareBps").asInt(0), terms.get("shareBps"));
    }

    private static String approvalOf(JsonNode agreement) {
        return agreement.path("approval").path("id").asString("");
    }

    // ---- sales ----

    private int sell(DemoShop shop, YearMonth start) throws IOException {
        var now = clock.instant();
        var integrator = rest.token("integrator@" + shop.slug() + ".example", DemoTenants.PASSWORD);
        int made = 0;
        for (var month = start;
                !month.isAfter(YearMonth.from(now.atZone(ZoneOffset.UTC)));
                month = month.plusMonths(1)) {
            for (var sale : shop.sales(month, now)) {
                made += report(sale, integrator) ? 1 : 0;
            }
        }
        return made;
    }

    private boolean report(DemoSale sale, String integrator) throws IOException {
        var taken = rest.post("/api/v1/payments", integrator, sale.body()).required("sale " + sale.eventId());
        var refund = sale.refund();
        if (refund != null) {
            rest.post("/api/v1/payments/" + sale.eventId() + "/refunds", integrator, refund.body())
                    .required("refund of " + sale.eventId());
        }
        return taken.status() == NEW;
    }
}
