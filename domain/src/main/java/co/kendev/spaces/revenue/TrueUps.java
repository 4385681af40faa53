package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.MonthRows.Part;
import co.kendev.spaces.revenue.MonthRows.PartKey;
import co.kendev.spaces.revenue.pricing.Correction;
import co.kendev.spaces.revenue.pricing.MonthPart;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.TrueUp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Posts by how much the postings of a month miss its exact total, in the transaction that is open and holds the book. */
@Component
class TrueUps {
    private final MonthRows rows;
    private final Agreements agreements;
    private final PartyAccounts accounts;
    private final JusticeFund fund;
    private final Ledger ledger;
    private final Announcer announcer;
    private final MonthBlock block;
    private final BusinessTime time;

    TrueUps(
            MonthRows rows,
            Agreements agreements,
            PartyAccounts accounts,
            JusticeFund fund,
            Ledger ledger,
            Announcer announcer,
            MonthBlock block,
            BusinessTime time) {
        this.rows = rows;
        this.agreements = agreements;
        this.accounts = accounts;
        this.fund = fund;
        this.ledger = ledger;
        this.announcer = announcer;
        this.block = block;
        this.time = time;
    }

    /** Trues up a month, each currency, version and step by itself; returns what there was to post. */
    List<MonthTrueUp> post(Tenant tenant, YearMonth month, Instant endsAt) {
        var byCurrency = new TreeMap<String, Map<PartKey, Part>>();
        rows.parts(tenant.id(), month)
                .forEach((key, part) -> byCurrency
                        .computeIfAbsent(key.currency(), currency -> new TreeMap<>())
                        .put(key, part));

        var posted = new ArrayList<MonthTrueUp>();
        byCurrency.forEach((code, parts) -> {
            var currency = Currency.getInstance(code);
            for (var correction : TrueUp.close(currency, monthParts(tenant, currency, parts))) {
                var part =
                        Objects.requireNonNull(parts.get(new PartKey(code, correction.version(), correction.step())));
                posted.add(post(tenant, month, endsAt, currency, part, correction));
            }
        });
        return posted;
    }

    /** Says what was posted; after everything else, because it takes the channel. */
    void say(Tenant tenant, List<MonthTrueUp> posted) {
        for (var trueUp : posted) {
            if (!trueUp.isNothing()) {
                announcer.say(
                        tenant, "revenue/" + trueUp.ledgerTransaction(), words(trueUp), block.of(tenant, trueUp), null);
            }
        }
    }

    private List<MonthPart> monthParts(Tenant tenant, Currency currency, Map<PartKey, Part> parts) {
        var all = new ArrayList<MonthPart>();
        parts.forEach((key, part) -> all.add(new MonthPart(
                key.version(),
                key.step(),
                agreements.version(tenant, key.version()).termsIn(currency),
                part.work(),
                part.posted())));
        return all;
    }

    private MonthTrueUp post(
            Tenant tenant, YearMonth month, Instant endsAt, Currency currency, Part part, Correction correction) {
        var posted = part.posted();
        var postedShare = posted.share();
        var trueUp = new MonthTrueUp(
                month,
                currency,
                correction.version(),
                correction.step(),
                part.payments,
                part.refunds,
                correction.volumeBefore(),
                correction.netGross(),
                correction.slices(),
                correction.share(),
                postedShare,
                correction.due(),
                fund.covered(correction.change(), currency),
                null,
                time.now());
        if (!trueUp.isNothing()) {
            trueUp = trueUp.in(record(tenant, trueUp, endsAt));
        }
        rows.insert(tenant.id(), trueUp);
        return trueUp;
    }

    private UUID record(Tenant tenant, MonthTrueUp trueUp, Instant endsAt) {
        // as the last sale of the month; whoever held its money, nobody has what mends it sooner
        var hold = agreements.version(tenant, trueUp.version()).terms().holdDays();
        var availableAt = endsAt.plus(Duration.ofDays(hold));
        var lines = new ArrayList<Line>();
        trueUp.change()
                .parts()
                .forEach((recipient, minor) -> lines.add(
                        new Line(accounts.of(tenant, recipient, trueUp.currency()), minor, "true-up", availableAt)));
        return ledger.post(new NewTransaction(
                        tenant.id(),
                        trueUp.key(),
                        "true-up",
                        // the last moment of its month, so that the month's own statements show it
                        endsAt.minus(1, ChronoUnit.MICROS),
                        null,
                        "True-up of " + Months.name(trueUp.month()),
                        lines))
                .id();
    }

    private static String words(MonthTrueUp trueUp) {
        var business = trueUp.change().of(Party.TENANT);
        var amount = new Money(Math.abs(business), trueUp.currency()).text();
        var what = business > 0
                ? "**" + amount + "** more for the business"
                : business < 0 ? "**" + amount + "** less for the business" : "only who shares what has changed";
        return "%s was trued up: %s. Its net sales of %s are due a share of %s; sale by sale it came to %s."
                .formatted(
                        Months.name(trueUp.month()),
                        what,
                        new Money(trueUp.netGross(), trueUp.currency()).text(),
                        new Money(trueUp.share(), trueUp.currency()).text(),
                        new Money(trueUp.postedShare(), trueUp.currency()).text());
    }
}
