package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.revenue.pricing.Correction;
import co.kendev.spaces.revenue.pricing.MonthPart;
import co.kendev.spaces.revenue.pricing.PricedSale;
import co.kendev.spaces.revenue.pricing.Pricing;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Refunding;
import co.kendev.spaces.revenue.pricing.Sale;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.revenue.pricing.TrueUp;
import co.kendev.spaces.revenue.pricing.Work;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the book of a business must hold by the arithmetic alone, of payments and refunds in the order in which they are posted. */
final class PureBook {
    private final String slug;
    private final ZoneId zone;
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Sold> sold = new HashMap<>();
    private final Map<Month, Long> volumes = new HashMap<>();
    private final Map<Month, Map<Integer, Map<Integer, Part>>> parts = new HashMap<>();
    private final Map<String, List<String>> transactions = new TreeMap<>();

    PureBook(String slug, ZoneId zone) {
        this.slug = slug;
        this.zone = zone;
    }

    private record Version(LocalDate from, Terms terms) {}

    private record Month(YearMonth month, Currency currency) {}

    private static final class Sold {
        private final PaymentOrder order;
        private final PricedSale priced;
        private final Month month;
        private final Part part;
        private Amounts refunded = Amounts.NOTHING;

        Sold(PaymentOrder order, PricedSale priced, Month month, Part part) {
            this.order = order;
            this.priced = priced;
            this.month = month;
            this.part = part;
        }
    }

    private static final class Part {
        private final List<Work> work = new ArrayList<>();
        private Allocation posted = Allocation.NOTHING;

        private void add(Sold sold, long gross, Allocation change) {
            work.add(new Work(sold.order.contributions(), gross));
            posted = posted.plus(change);
        }
    }

    /** The lines of each transaction, by its key: who, in which currency, how much. */
    Map<String, List<String>> transactions() {
        return transactions;
    }

    boolean knows(String event) {
        return sold.containsKey(event);
    }

    void agree(Terms terms, LocalDate from) {
        versions.add(new Version(from, terms));
    }

    void post(PaymentOrder order) {
        var day = order.occurredAt().atZone(zone).toLocalDate();
        var version = versionOn(day);
        var terms = versions.get(version - 1).terms();
        var step = step(version, day);
        var currency = Currency.getInstance(order.currency());
        var month = new Month(YearMonth.from(day), currency);
        var amounts = Amounts.of(order.amountMinor(), order.taxMinor(), order.shippingMinor());

        var priced = Pricing.price(
                new Sale(amounts, currency, volumes.getOrDefault(month, 0L), order.contributions()), terms, step);

        var part = parts.computeIfAbsent(month, key -> new TreeMap<>())
                .computeIfAbsent(version, key -> new TreeMap<>())
                .computeIfAbsent(step, key -> new Part());
        var sale = new Sold(order, priced, month, part);
        sold.put(order.eventId(), sale);
        volumes.merge(month, amounts.gross(), Math::addExact);
        part.add(sale, amounts.gross(), priced.allocation());
        record("payment/" + order.eventId(), sale, -order.amountMinor(), priced.allocation());
    }

    /** False for more than is left, which changes nothing. */
    boolean post(RefundOrder order) {
        var sale = Objects.requireNonNull(sold.get(order.eventId()));
        var paid = sale.priced.sale().amounts();
        Amounts part;
        try {
            part = Refunding.part(
                    paid,
                    sale.refunded,
                    sale.month.currency(),
                    order.amountMinor(),
                    order.taxMinor(),
                    order.shippingMinor());
        } catch (DomainException overTheRest) {
            return false;
        }

        var change = Refunding.reverse(sale.priced.division(), paid, sale.refunded, part)
                .change();

        sale.refunded = sale.refunded.plus(part);
        volumes.merge(sale.month, -part.gross(), Math::addExact);
        sale.part.add(sale, -part.gross(), change);
        record("refund/" + order.eventId() + "/" + order.refundId(), sale, order.amountMinor(), change);
        return true;
    }

    /** The true-ups of a month in a currency, by version and step. */
    List<Correction> close(YearMonth month, Currency currency) {
        var all = new ArrayList<MonthPart>();
        parts.getOrDefault(new Month(month, currency), Map.of())
                .forEach((version, steps) -> steps.forEach((step, part) -> all.add(
                        new MonthPart(version, step, versions.get(version - 1).terms(), part.work, part.posted))));
        return TrueUp.close(currency, all);
    }

    /** The newest of those that count by then. */
    private int versionOn(LocalDate day) {
        for (var version = versions.size(); ; version--) {
            if (!versions.get(version - 1).from().isAfter(day)) {
                return version;
            }
        }
    }

    /** A referrer's months run from the first day on which an agreement named them. */
    private int step(int version, LocalDate day) {
        var referral = versions.get(version - 1).terms().referral();
        if (referral == null) {
            return 0;
        }
        var first = day;
        for (var each : versions.subList(0, version)) {
            var other = each.terms().referral();
            if (other != null
                    && other.referrer().equals(referral.referrer())
                    && each.from().isBefore(first)) {
                first = each.from();
            }
        }
        return referral.stepAt(first, day);
    }

    private void record(String key, Sold sale, long custody, Allocation change) {
        var currency = sale.order.currency();
        var lines = new ArrayList<String>();
        var holder = sale.order.heldBy() == HeldBy.PLATFORM ? "clearing platform" : tenant();
        lines.add(holder + " " + currency + " " + custody);
        change.parts().forEach((recipient, minor) -> lines.add(account(recipient) + " " + currency + " " + minor));
        lines.sort(null);
        transactions.put(key, lines);
    }

    private String account(Recipient recipient) {
        var who = recipient.who();
        return switch (recipient.party()) {
            case TENANT -> tenant();
            case REFERRER -> "referrer " + who + " of " + who;
            case PLATFORM -> "platform platform";
            case HUMAN -> who.isEmpty() ? "partner pool" : "partner " + who + " of " + slug;
            case AI -> who.isEmpty() ? "agent development-fund" : "agent " + who + " of " + slug;
            case JUSTICE -> "justice fund";
        };
    }

    private String tenant() {
        return "tenant " + slug + " of " + slug;
    }
}
