package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The Justice Fund, which never goes below zero: whoever takes from it waits for whoever did so before, looks at what is there, and
 * takes no more. The lock comes after the book's and before that of any channel.
 */
@Component
class JusticeFund {
    private final JdbcClient jdbc;
    private final Ledger ledger;

    JusticeFund(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** What may be given away; nobody else takes from it until the transaction that is open ends. */
    long available(Currency currency) {
        lock();
        var balance = ledger.balance(PartyAccounts.justice(currency));
        return Math.max(0, Math.min(balance.available(), balance.total()));
    }

    /** The lines, with the platform paying what they would take from the fund and it does not have. */
    List<Line> covered(List<Line> lines) {
        return lines.stream().anyMatch(JusticeFund::takes) ? cover(lines) : lines;
    }

    private List<Line> cover(List<Line> lines) {
        lock();
        var covered = new ArrayList<Line>();
        for (var line : lines) {
            var currency = line.account().currency();
            var has = takes(line) ? Math.max(0, ledger.balance(line.account()).total()) : 0;
            if (!takes(line) || has >= -line.minor()) {
                covered.add(line);
                continue;
            }
            if (has > 0) {
                covered.add(new Line(line.account(), -has, line.kind(), line.availableAt()));
            }
            covered.add(new Line(PartyAccounts.platform(currency), line.minor() + has, "cover", line.availableAt()));
        }
        return covered;
    }

    /** One of a transaction's lines at most does, in each currency. */
    private static boolean takes(Line line) {
        return line.account().type().equals(PartyAccounts.JUSTICE) && line.minor() < 0;
    }

    /** One lock for all currencies, so that no two transactions wait for each other in a circle. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('revenue.justice', 0))")
                .query((rs, row) -> "")
                .single();
    }
}
