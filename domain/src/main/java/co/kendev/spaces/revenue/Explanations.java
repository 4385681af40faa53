package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Partner;
import co.kendev.spaces.revenue.pricing.Party;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Answers “why this cent” for every posting of a payment: the rule that counted, and its arithmetic. */
@Component
class Explanations {
    private final Ledger ledger;
    private final BusinessTime time;

    Explanations(Ledger ledger, BusinessTime time) {
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * The postings of a payment, its refunds and its release, oldest first, each with its reason; figures as the reader's language
     * writes them.
     */
    List<Distribution.Entry> lines(
            Tenant tenant, Payment payment, List<Refund> refunds, Agreement agreement, Locale locale) {
        var pricing = payment.pricing();
        if (pricing == null) {
            return List.of();
        }
        var sale = new Sale(tenant, payment, pricing, agreement, locale);
        var sold = ledger.lines(tenant.id(), pricing.ledgerTransaction());
        var lines = new ArrayList<>(entries(payment, sold, pricing.postedAt(), sale::because));
        var shares = new Shares();
        shares.add(sold);
        var left = payment.amountMinor();
        for (var refund : inPostingOrder(refunds)) {
            left -= refund.amountMinor();
            var remaining = new Money(left, payment.currency());
            var given = ledger.lines(tenant.id(), Objects.requireNonNull(refund.ledgerTransaction()));
            var before = shares.copy();
            shares.add(given);
            lines.addAll(entries(
                    payment,
                    given,
                    Objects.requireNonNull(refund.postedAt()),
                    line -> sale.because(line, refund, remaining, before.of(line), shares.of(line))));
        }
        if (payment.heldBy() == HeldBy.TENANT) {
            ledger.find(tenant.id(), Holds.releaseKey(payment.eventId()))
                    .ifPresent(release -> lines.addAll(entries(
                            payment, ledger.lines(tenant.id(), release.id()), release.effectiveAt(), sale::released)));
        }
        lines.sort(Comparator.comparing(Distribution.Entry::at));
        return lines;
    }

    private static List<Refund> inPostingOrder(List<Refund> refunds) {
        return refunds.stream()
                .filter(refund -> refund.state() == Refund.State.POSTED)
                .sorted(Comparator.comparing(refund -> Objects.requireNonNull(refund.postedAt())))
                .toList();
    }

    private List<Distribution.Entry> entries(
            Payment payment, List<Line> lines, Instant at, Function<Line, String> because) {
        var now = time.now();
        return lines.stream()
                .map(line -> new Distribution.Entry(
                        isCustody(line)
                                ? "custody"
                                : PartyAccounts.partyOf(line.account().type()),
                        name(line.account()),
                        line.minor(),
                        line.kind(),
                        state(payment, line, now).word(),
                        at,
                        line.availableAt().equals(Ledger.NEVER) ? null : line.availableAt(),
                        because.apply(line)))
                .toList();
    }

    /** What each account has of a payment: not custody, which is nobody's share, nor what one carries for another. */
    private record Shares(Map<AccountKey, Long> minor) {
        Shares() {
            this(new HashMap<>());
        }

        void add(List<Line> lines) {
            lines.stream()
                    .filter(line -> !isCustody(line) && !isCover(line))
                    .forEach(line -> minor.merge(line.account(), line.minor(), Long::sum));
        }

        long of(Line line) {
            return minor.getOrDefault(line.account(), 0L);
        }

        Shares copy() {
            return new Shares(new HashMap<>(minor));
        }
    }

    /** What may be spent of a line is counted by its own hour; that it is frozen or paid is said of the whole payment. */
    private static Payment.State state(Payment payment, Line line, Instant now) {
        var whole = payment.state();
        if (!isCustody(line) && (whole == Payment.State.FROZEN || whole == Payment.State.PAID)) {
            return whole;
        }
        return line.availableAt().isAfter(now) ? Payment.State.PENDING : Payment.State.AVAILABLE;
    }

    private static boolean isCustody(Line line) {
        return line.account().type().equals(PartyAccounts.CLEARING)
                || line.kind().equals("custody");
    }

    private static boolean isCover(Line line) {
        return line.kind().equals("cover");
    }

    private static String name(AccountKey account) {
        return account.type().name() + ":" + account.owner();
    }

    /** The arithmetic of one sale. */
    private record Sale(Tenant tenant, Payment payment, Payment.Pricing pricing, Agreement agreement, Locale locale) {
        String because(Line line) {
            return switch (line.kind()) {
                case "payment" -> "The platform holds the " + money(payment.amountMinor()) + " that were paid.";
                case "custody" -> tenant.name() + " took the " + money(payment.amountMinor()) + " itself.";
                case "tax", "shipping" -> "The " + line.kind() + " passes to the business whole.";
                case "sale" -> money(payment.grossMinor()) + " less the share of " + money(share()) + "." + late();
                default -> part(line);
            };
        }

        String because(Line line, Refund refund, Money remaining, long before, long after) {
            if (isCustody(line)) {
                return money(refund.amountMinor()) + " went back to the buyer: " + refund.reason();
            }
            if (isCover(line)) {
                return "The Justice Fund does not have what it would give back and never goes below zero, so the platform"
                        + " carries this.";
            }
            return "Of the " + money(payment.amountMinor()) + " there remain " + remaining.text(locale)
                    + ", divided at the sale's own rate (" + percent() + ")"
                    + (payment.grossMinor() == payment.amountMinor() ? "" : " but for tax and shipping")
                    + "; that leaves " + money(after)
                    + " here instead of "
                    + money(before) + (line.kind().equals("rounding") ? ": rounding gives one unit back." : ".");
        }

        String released(Line line) {
            return line.availableAt().equals(Ledger.NEVER)
                    ? "Until now nobody could spend this: " + tenant.name() + " held the money, and owed the share."
                    : "The share was netted against what " + tenant.name() + " earned; from here on this may be spent.";
        }

        private String part(Line line) {
            var allocation = pricing.allocation();
            var referred = allocation.of(Party.REFERRER);
            var rest = share() - referred;
            var of = referred == 0
                    ? "the share of " + money(share())
                    : money(rest) + ", which is the share of " + money(share()) + " less the referrer's "
                            + money(referred);
            return switch (PartyAccounts.partyOf(line.account().type())) {
                case "referrer" -> referral() + " of the share of " + money(share()) + ", off the top. " + rule();
                case "platform" -> "50 % of " + of + ". " + rule();
                case "human" -> "30 % of " + of + human(line) + ". " + rule();
                case "ai" -> "15 % of " + of + ai(line) + ". " + rule();
                case "justice" -> "5 % of " + of + ". " + rule();
                default -> rule();
            };
        }

        private String rule() {
            return (agreement.version() == 0 ? "Standard agreement" : "Agreement version " + agreement.version()) + ": "
                    + percent() + " of " + money(payment.grossMinor()) + " are " + money(share()) + "." + late();
        }

        /** Where it counts, when that is not the month in which it was made. */
        private String late() {
            var words = Months.late(tenant, payment);
            return words.isEmpty() ? "" : " " + words;
        }

        private String referral() {
            var referral = Objects.requireNonNull(agreement.terms().referral());
            return percent(referral.terms().get(pricing.referralStep()).bps());
        }

        private String human(Line line) {
            var partners = agreement.terms().partners();
            if (partners.isEmpty()) {
                return ", for the platform's partner pool because the agreement names no partner";
            }
            var all = partners.stream().mapToLong(Partner::weight).sum();
            return partners.stream()
                    .filter(partner -> partner.name().equals(line.account().owner()))
                    .findFirst()
                    .map(partner -> ", of it " + partner.weight() + " of " + all + " parts")
                    .orElse("");
        }

        private String ai(Line line) {
            if (payment.contributions().isEmpty()) {
                return ", for the AI development fund because no agent worked on this sale";
            }
            var all = payment.contributions().stream()
                    .mapToLong(Contribution::weight)
                    .sum();
            return payment.contributions().stream()
                    .filter(work -> work.agent().equals(line.account().owner()))
                    .findFirst()
                    .map(work -> ", of it " + work.weight() + " of " + all + " parts of recorded work")
                    .orElse("");
        }

        private long share() {
            return pricing.allocation().share();
        }

        private String percent() {
            return percent(new BigDecimal(pricing.rate().effectiveBps()));
        }

        private String percent(int bps) {
            return percent(BigDecimal.valueOf(bps));
        }

        private String percent(BigDecimal bps) {
            var format = NumberFormat.getNumberInstance(locale);
            format.setMaximumFractionDigits(4);
            return format.format(bps.movePointLeft(2)) + " %";
        }

        private String money(long minor) {
            return new Money(minor, payment.currency()).text(locale);
        }
    }
}
