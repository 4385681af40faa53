package co.kendev.spaces.dev;

import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a demo business sells. The sales of a month depend on the business and the month alone, so that whoever makes them again
 * makes the same ones.
 *
 * @param perMonth about how many sales
 * @param cashPercent of the sales are paid to the business itself
 * @param taxBps of what the goods cost
 * @param agents who may have worked on a sale
 */
record DemoShop(
        String slug, ZoneId zone, int perMonth, int cashPercent, int taxBps, List<String> agents, List<Good> goods) {
    private static final int REFUND_PERCENT = 5;
    private static final int AGENT_PERCENT = 35;
    private static final int OPENS = 8;
    private static final int HOURS = 11;
    private static final List<String> REASONS = List.of(
            "Sent back within the time", "Not as expected", "Ordered twice", "Came too late", "Damaged on the way");

    /**
     * Something that is sold.
     *
     * @param shippingMinor per order; 0 for what is not sent
     * @param most that one order has of it
     */
    record Good(String name, String currency, long priceMinor, long shippingMinor, int most) {
        static Good of(String name, long priceMinor) {
            return new Good(name, "USD", priceMinor, 0, 1);
        }
    }

    static final List<DemoShop> ALL = List.of(
            new DemoShop(
                    "hays-cactus-farm",
                    ZoneId.of("America/Phoenix"),
                    22,
                    18,
                    860,
                    List.of("rosa", "sage", "leo"),
                    List.of(
                            new Good("golden barrel, 15 cm", "USD", 3_400, 1_295, 12),
                            new Good("old man cactus, 10 cm", "USD", 2_250, 1_295, 6),
                            new Good("bishop's cap, 8 cm", "USD", 1_875, 995, 8),
                            new Good("desert bowl, planted", "USD", 6_800, 1_895, 3),
                            new Good("saguaro, 40 cm", "USD", 18_900, 4_500, 1),
                            new Good("cactus soil, 10 l", "USD", 1_450, 1_295, 5),
                            new Good("propagation workshop", "USD", 4_500, 0, 4))),
            new DemoShop(
                    "celersoft",
                    ZoneId.of("America/Chicago"),
                    18,
                    0,
                    0,
                    List.of("mira", "theo"),
                    List.of(
                            new Good("Celer Sync, per seat and month", "USD", 1_900, 0, 60),
                            new Good("Celer Sync, per seat and month", "EUR", 1_800, 0, 45),
                            new Good("Celer Sync, per seat and month", "GBP", 1_550, 0, 30),
                            new Good("Celer Sync, per seat and month", "JPY", 2_900, 0, 40),
                            new Good("Celer Vault, yearly", "USD", 118_800, 0, 3),
                            new Good("Celer Vault, yearly", "EUR", 112_800, 0, 2),
                            new Good("onboarding day", "USD", 145_000, 0, 2))),
            new DemoShop(
                    "kendev",
                    ZoneId.of("America/Los_Angeles"),
                    11,
                    0,
                    0,
                    List.of("ada", "leo"),
                    List.of(
                            Good.of("booking app, milestone", 480_000),
                            Good.of("shop relaunch, milestone", 725_000),
                            Good.of("care plan, monthly", 65_000),
                            new Good("design sprint, per day", "USD", 120_000, 0, 5),
                            new Good("bug fixing, per hour", "USD", 14_500, 0, 9))),
            new DemoShop(
                    "ernesto-behrens",
                    ZoneId.of("America/New_York"),
                    12,
                    22,
                    0,
                    List.of("clara", "justus"),
                    List.of(
                            Good.of("consultation, 60 minutes", 9_000),
                            Good.of("letter to the landlord", 6_500),
                            Good.of("know-your-rights evening, ticket", 1_500),
                            new Good("supporter membership, month", "USD", 1_000, 0, 12),
                            Good.of("training for volunteers", 32_000))),
            new DemoShop(
                    "desert-digital",
                    ZoneId.of("America/Denver"),
                    14,
                    5,
                    0,
                    List.of("dana", "iris"),
                    List.of(
                            Good.of("website care, monthly", 18_900),
                            Good.of("landing page", 145_000),
                            new Good("photo set, per product", "USD", 3_500, 0, 20),
                            Good.of("search audit", 59_000),
                            new Good("newsletter, per issue", "USD", 22_000, 0, 2))));

    /** The sales of a month up to an instant, in the order in which they were made. */
    List<DemoSale> sales(YearMonth month, Instant until) {
        var random = new Random((slug + month).hashCode());
        var all = new ArrayList<DemoSale>();
        int count = perMonth - perMonth / 6 + random.nextInt(perMonth / 3 + 1);
        for (int i = 0; i < count; i++) {
            all.add(sale(random, month, i));
        }
        all.removeIf(sale -> !sale.occurredAt().isBefore(until));
        all.sort(Comparator.comparing(DemoSale::occurredAt));
        return all;
    }

    private DemoSale sale(Random random, YearMonth month, int number) {
        var good = goods.get(random.nextInt(goods.size()));
        int pieces = good.most() == 1 ? 1 : 1 + random.nextInt(good.most());
        long price = good.priceMinor() * pieces;
        long tax = Math.floorDiv(price * taxBps + 5_000, 10_000);
        boolean cash = random.nextInt(100) < cashPercent;
        long shipping = cash ? 0 : good.shippingMinor();
        long amount = price + tax + shipping;
        var at = month.atDay(1 + random.nextInt(month.lengthOfMonth()))
                .atTime(LocalTime.of(OPENS + random.nextInt(HOURS), random.nextInt(60), random.nextInt(60)))
                .atZone(zone)
                .toInstant();
        var agent = !agents.isEmpty() && random.nextInt(100) < AGENT_PERCENT
                ? agents.get(random.nextInt(agents.size()))
                : null;
        var refund = random.nextInt(100) < REFUND_PERCENT ? refund(random, amount) : null;
        return new DemoSale(
                "demo-%s-%02d".formatted(month, number),
                at,
                good.currency(),
                amount,
                tax,
                shipping,
                cash,
                good.name(),
                agent,
                refund);
    }

    /** All of it, or a third. */
    private static DemoSale.@Nullable Refund refund(Random random, long amount) {
        var reason = REASONS.get(random.nextInt(REASONS.size()));
        return new DemoSale.Refund(random.nextBoolean() ? amount : Math.max(1, amount / 3), reason);
    }
}
