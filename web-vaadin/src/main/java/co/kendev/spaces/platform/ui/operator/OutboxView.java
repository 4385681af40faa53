package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.outbox.OutboxRow;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;

/** What the outside has not learned yet: rows on their way, and rows that were set aside. */
@Route("operator/outbox")
@PageTitle("Outbox · Operations")
@PermitAll
class OutboxView extends OperatorPage<OutboxView.Seen> {
    private static final long serialVersionUID = 1L;

    private static final int MOST = 200;

    private final transient OutboxQueue outbox;

    OutboxView(Viewers viewers, TemporalUi temporal, OutboxQueue outbox) {
        super(
                viewers,
                temporal,
                "Outbox",
                "Facts are committed together with what the outside must learn of them. The relay delivers from here, and sets aside what it cannot.");
        this.outbox = outbox;
    }

    /** The rows that matter now. */
    record Seen(List<OutboxRow> poison, List<OutboxRow> waiting) {}

    @Override
    protected Seen look() {
        return new Seen(newest(OutboxRow.State.POISON), newest(OutboxRow.State.NEW));
    }

    private List<OutboxRow> newest(OutboxRow.State state) {
        return outbox.list(actor(), state, null, MOST);
    }

    @Override
    protected void draw(Div content, Seen seen) {
        if (seen.poison().isEmpty() && seen.waiting().isEmpty()) {
            content.add(nothing("All delivered", "Nothing waits, nothing was set aside."));
            return;
        }
        if (!seen.poison().isEmpty()) {
            content.add(part("Set aside", seen.poison()));
        }
        if (!seen.waiting().isEmpty()) {
            content.add(part("On their way", seen.waiting()));
        }
    }

    private Div part(String title, List<OutboxRow> rows) {
        var records = new Div();
        records.addClassName("records");
        rows.forEach(row -> records.add(record(row)));
        var part = new Div(new H2(title + " (" + rows.size() + (rows.size() == MOST ? " or more)" : ")")), records);
        part.addClassName("group");
        return part;
    }

    private Div record(OutboxRow row) {
        var aside = row.state() == OutboxRow.State.POISON;
        var run = new Anchor(
                "operator/processes?"
                        + QueryParameters.simple(Map.of("workflow", row.workflowId()))
                                .getQueryString(),
                row.workflowId());
        run.addClassNames("cut", "mono");
        var when = new Span();
        when.addClassNames("soft", "wide-only");
        when.getElement().appendChild(time(aside ? row.createdAt() : row.dueAt(), "relative"));
        var line = new Div(
                state(aside ? "poison" : "new"),
                cell(row.topic(), "strong"),
                run,
                cell(row.attempts() == 1 ? "1 try" : row.attempts() + " tries", "soft", "wide-only"),
                when);
        line.addClassName("record-line");
        if (aside) {
            var again = new NativeButton("Try again", click -> revive(row));
            again.addClassName("button");
            again.getElement().setAttribute("aria-label", "Try again: " + row.topic() + " " + row.workflowId());
            line.add(again);
        }
        var record = new Div(line);
        record.addClassName("record");
        var failure = row.failure();
        if (failure != null) {
            var words = new Paragraph(failure);
            words.addClassName("failure");
            var body = new Div(words);
            body.addClassName("record-body");
            record.add(body);
        }
        return record;
    }

    private void revive(OutboxRow row) {
        outbox.revive(actor(), row.id());
        Toast.done("It is tried again now.");
        refresh();
    }
}
