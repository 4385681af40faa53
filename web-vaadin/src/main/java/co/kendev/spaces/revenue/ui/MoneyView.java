package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.TrialBalance;
import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.ui.Redraw;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.platform.ui.operator.OperatorPage;
import co.kendev.spaces.platform.ui.operator.TemporalUi;
import co.kendev.spaces.revenue.RevenueReport;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;

/** Everybody's money as the platform's owner sees it: months, balances, whether the books add up, and what needs a look. */
@Route("operator/money")
@PageTitle("Money · Operations")
@PermitAll
class MoneyView extends OperatorPage<MoneyView.Seen> {
    private static final long serialVersionUID = 1L;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final int POISON = 20;

    private final transient RevenueReport report;
    private final transient Ledger ledger;
    private final transient OutboxQueue outbox;
    private final Figures figures = Figures.ofViewer();
    private final transient Tables tables = new Tables(this::refresh);

    MoneyView(Viewers viewers, TemporalUi temporal, RevenueReport report, Ledger ledger, OutboxQueue outbox) {
        super(
                viewers,
                temporal,
                "Money",
                "This month of every business, what the accounts hold, and whether debit and credit are the same.",
                LOOK_EVERY);
        this.report = report;
        this.ledger = ledger;
        this.outbox = outbox;
        addClassName("money");
    }

    @Override
    protected Seen look() {
        var actor = actor();
        return new Seen(
                report.everybody(actor),
                ledger.trialBalance(actor),
                outbox.list(actor, OutboxRow.State.POISON, null, POISON).size());
    }

    @Override
    protected void show(Div content, Seen seen) {
        var drawn = new Div();
        draw(drawn, seen);
        Redraw.into(content, drawn);
    }

    @Override
    protected void draw(Div content, Seen seen) {
        var balances = new Div(trial(seen), balances(seen));
        balances.addClassNames("boxes", "tables");
        content.add(businesses(seen), balances, holds(seen), exceptions(seen));
    }

    private Component businesses(Seen seen) {
        var title = "Businesses, " + figures.month(seen.everybody().month());
        if (seen.everybody().tenants().isEmpty()) {
            return Parts.box(title, Parts.fine("There is no business yet."));
        }
        var table = tables.table(
                title,
                Table.head("Business"),
                Table.head("Sales", "n", "wide-only"),
                Table.head("Gross", "n"),
                Table.head("Pending", "n", "wide-only"),
                Table.head("Balance", "n"));
        for (var standing : seen.everybody().tenants()) {
            table.row(
                    standing.tenant().slug() + " " + standing.currency(),
                    Parts.link(
                            MoneyPlace.revenue(standing.tenant().slug()),
                            standing.tenant().name()),
                    figures.number(standing.sales()),
                    figures.amount(standing.grossMinor(), standing.currency()),
                    figures.amount(standing.pendingMinor(), standing.currency()),
                    figures.amount(standing.balanceMinor(), standing.currency()));
        }
        var box = tables.box(title, table);
        if (seen.everybody().more() > 0) {
            box.add(Parts.fine("And " + figures.count(seen.everybody().more()) + " more."));
        }
        return box;
    }

    private Component trial(Seen seen) {
        var table = tables.table(
                "Trial balance", Table.head("Currency"), Table.head("Debit", "n"), Table.head("Credit", "n"));
        for (var sum : seen.trial()) {
            var right = sum.debit().abs().equals(sum.credit().abs());
            table.row(
                    new Span(
                            new Span(sum.currency().getCurrencyCode() + " "),
                            Parts.state(right ? "balanced" : "unbalanced")),
                    figures.amount(sum.debit(), sum.currency()),
                    figures.amount(sum.credit(), sum.currency()));
        }
        return seen.trial().isEmpty()
                ? Parts.box("Trial balance", Parts.fine("The books are empty."))
                : tables.box("Trial balance", table);
    }

    private Component balances(Seen seen) {
        if (seen.everybody().balances().isEmpty()) {
            return Parts.box("Balances", Parts.fine("There is no account yet."));
        }
        var table = tables.table(
                "Balances by type of account",
                Table.head("Accounts"),
                Table.head("Pending", "n"),
                Table.head("Balance", "n"));
        for (var sum : seen.everybody().balances()) {
            table.row(
                    sum.type() + " " + sum.currency(),
                    new Span(sum.type() + " · " + sum.currency()),
                    figures.amount(sum.pending(), sum.currency()),
                    figures.amount(sum.balance(), sum.currency()));
        }
        return tables.box("Balances by type of account", table);
    }

    private Component holds(Seen seen) {
        if (seen.everybody().holds().isEmpty()) {
            return Parts.box("Held back", Parts.fine("Nothing is held back."));
        }
        var table = tables.table(
                "Held back", Table.head("Currency"), Table.head("First release"), Table.head("Amount", "n"));
        for (var hold : seen.everybody().holds()) {
            table.row(
                    new Span(hold.currency().getCurrencyCode()),
                    Parts.time(hold.next(), "stamp"),
                    figures.amount(hold.amountMinor(), hold.currency()));
        }
        return tables.box("Held back", table);
    }

    private Component exceptions(Seen seen) {
        var box = seen.everybody().exceptions().isEmpty()
                ? Parts.box("Exceptions", Parts.fine("No payment was refused, and no refund waits for its payment."))
                : tables.box("Exceptions", refused(seen));
        if (seen.poison() > 0) {
            var words = new Span(seen.poison() + (seen.poison() == 1 ? " row" : " rows")
                    + " of the outbox were set aside after too many tries. ");
            var aside = new Anchor("operator/outbox", "Look at the outbox");
            var line = new Div(words, aside);
            line.addClassName("failure");
            box.addComponentAtIndex(1, line);
        }
        return box;
    }

    private Table refused(Seen seen) {
        var table = tables.table(
                "Exceptions",
                Table.head("Business"),
                Table.head("What", "wide-only"),
                Table.head("Why"),
                Table.head("When", "wide-only"));
        for (var odd : seen.everybody().exceptions()) {
            var link = Parts.link(
                    MoneyPlace.revenue(odd.tenant().slug()) + "/" + odd.eventId(),
                    odd.tenant().name());
            table.row(
                    odd.tenant().slug() + " " + odd.kind() + " " + odd.eventId(),
                    link,
                    new Span(odd.kind() + " " + odd.eventId()),
                    new Span(java.util.Objects.requireNonNullElse(odd.words(), "no reason given")),
                    Parts.time(odd.at(), "stamp"));
        }
        return table;
    }

    /** What is on screen; the same as long as nothing changed. */
    record Seen(RevenueReport.Everybody everybody, List<TrialBalance> trial, int poison) {
        Seen {
            trial = List.copyOf(trial);
        }
    }
}
