package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Recipient;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The Justice Fund, which never goes below zero: whoever takes from it waits for whoever did so before, looks at what is there, and
 * takes no more; the platform bears what is missing. Each currency has a lock of its own, as it has an account in which the ledger
 * lets one at a time take; it comes after the book's and before that of any channel, and whoever only pays in takes none. Whoever
 * takes in several currencies does so in the order of their codes, so that no two wait for each other in a circle.
 */
@Component
class JusticeFund {
    private final JdbcClient jdbc;
    private final Ledger ledger;

    JusticeFund(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** What it holds, with what is pending; nobody else takes of this currency until the transaction that is open ends. */
    long locked(Currency currency) {
        lock(currency);
        return holds(currency);
    }

    /** What it holds at this moment, with what is pending. */
    long holds(Currency currency) {
        return Math.max(0, ledger.balance(PartyAccounts.justice(currency)).total());
    }

    /** The lines, with the platform paying what they would take from the fund and it does not have. */
    List<Line> covered(List<Line> lines) {
        var covered = new ArrayList<Line>();
        for (var line : lines) {
            var missing = takes(line) ? missing(-line.minor(), line.account().currency()) : 0;
            if (missing == 0) {
                covered.add(line);
                continue;
            }
            if (line.minor() + missing < 0) {
                covered.add(new Line(line.account(), line.minor() + missing, line.kind(), line.availableAt()));
            }
            covered.add(
                    new Line(PartyAccounts.platform(line.account().currency()), -missing, "cover", line.availableAt()));
        }
        return covered;
    }

    /** The same of parts that are not lines yet. */
    Allocation covered(Allocation change, Currency currency) {
        var asked = -change.of(Party.JUSTICE);
        var missing = asked > 0 ? missing(asked, currency) : 0;
        return missing == 0
                ? change
                : change.plus(Allocation.of(Map.of(Recipient.JUSTICE_FUND, missing, Recipient.PLATFORM, -missing)));
    }

    private long missing(long asked, Currency currency) {
        return Math.max(0, asked - locked(currency));
    }

    /** One of a transaction's lines at most does, in each currency. */
    private static boolean takes(Line line) {
        return line.account().type().equals(PartyAccounts.JUSTICE) && line.minor() < 0;
    }

    private void lock(Currency currency) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('revenue.justice ' || ?, 0))")
                .param(currency.getCurrencyCode())
                .query((rs, row) -> "")
                .single();
    }
}
