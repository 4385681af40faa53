package co.kendev.spaces.approvals.ui;

import co.kendev.spaces.approvals.ApprovalFilter;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.approvals.web.ApprovalAccess;
import co.kendev.spaces.approvals.web.ApprovalAccess.Seen;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.ui.Amounts;
import co.kendev.spaces.platform.ui.ErrandLink;
import co.kendev.spaces.platform.ui.LivePage;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for the viewer's word in all their spaces, and what became of the rest. */
@Route("approvals")
@PageTitle("Approvals")
@PermitAll
class ApprovalsView extends LivePage<Inbox> {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;

    private final transient ApprovalAccess access;
    private final transient Approvals approvals;
    private final transient Actor viewer;
    private final Nav tabs = new Nav();
    private boolean history;
    private transient @Nullable ApprovalId open;
    private transient @Nullable ApprovalId before;
    /** Stays while its approval does, with what the viewer has begun to write. */
    private @Nullable ApprovalDetail detail;

    ApprovalsView(ApprovalAccess access, Approvals approvals, Viewers viewers) {
        super(
                "Approvals",
                "Some things happen only when somebody else says yes. What waits for your word stands here.");
        this.access = access;
        this.approvals = approvals;
        this.viewer = viewers.current().in(Actor.NOWHERE);
        addClassName("approvals");
        tabs.setAriaLabel("Approvals");
        tabs.addClassName("tabs");
        beside(tabs);
    }

    @Override
    protected void read(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        history = query.getSingleParameter("show").filter("history"::equals).isPresent();
        open = query.getSingleParameter("open").flatMap(ApprovalsView::id).orElse(null);
        before = query.getSingleParameter("before").flatMap(ApprovalsView::id).orElse(null);
        tabs.removeAll();
        tabs.add(tab("approvals", "Waiting", !history), tab("approvals?show=history", "History", history));
    }

    @Override
    protected Inbox look() {
        var asked = open;
        if (history) {
            return Inbox.over(access.list(viewer, ApprovalFilter.over(PAGE + 1, before)), PAGE);
        }
        var seen = access.list(viewer, ApprovalFilter.open());
        var inbox = Inbox.open(seen, access.decidable(viewer, seen));
        return asked == null
                        || seen.stream().anyMatch(each -> each.approval().id().equals(asked))
                ? inbox
                : find(asked).map(inbox::and).orElse(inbox);
    }

    /** The one that the address names may be over by now; whoever follows a link to it still wants to read it. */
    private Optional<Seen> find(ApprovalId id) {
        try {
            return Optional.of(access.get(viewer, id));
        } catch (DomainException unknown) {
            return Optional.empty();
        }
    }

    @Override
    protected void draw(Div content, Inbox seen) {
        // the sign beside the space says how many there are, too
        ErrandLink.refresh(UI.getCurrentOrThrow());
        if (seen.isEmpty()) {
            content.add(
                    history
                            ? nothing("Nothing was decided yet", "Every decision stays here, with who made it and why.")
                            : nothing(
                                    "Nothing waits for you",
                                    "When a person or an AI partner wants to do something that needs your word, for example change an agreement or pay money out, it comes here and into the channel it is about. Whoever asks never decides."));
            return;
        }
        if (open == null) {
            // stays, whoever decides it while it is read
            open = seen.alone();
        }
        var wanted = open;
        if (!seen.yours().isEmpty()) {
            section(content, "For you", "Approve or reject; what you approve happens at once.");
        } else if (!history) {
            content.add(nothing(
                    "Nothing waits for you",
                    seen.others().isEmpty() ? "That was all." : "What you see below is for others to decide."));
        }
        seen.yours().forEach(group -> content.add(group(group, wanted)));
        if (!seen.others().isEmpty()) {
            section(content, "For others", null);
            content.add(records(seen.others(), wanted));
        }
        if (!seen.history().isEmpty()) {
            section(content, "Decided", null);
            content.add(records(seen.history(), wanted));
        }
        if (seen.older()) {
            var older = new Anchor(
                    "approvals?show=history&before="
                            + seen.history().getLast().approval().id(),
                    "Older ones");
            older.addClassName("button");
            var ways = new Div(older);
            ways.addClassName("actions");
            content.add(ways);
        }
    }

    private static void section(Div content, String title, @Nullable String words) {
        var head = new H2(title);
        head.addClassName("section");
        content.add(head);
        if (words != null) {
            var fine = new Span(words);
            fine.addClassName("fine");
            content.add(fine);
        }
    }

    /** Equal ones together, with one press for all of them. */
    private Div group(List<Seen> equal, @Nullable ApprovalId wanted) {
        var records = records(equal, wanted);
        if (equal.size() == 1) {
            return records;
        }
        var name = new H3(equal.size() + " equal ones" + sum(equal));
        var all = new NativeButton("Approve all", click -> decideAll(equal));
        all.addClassNames("button", "primary");
        all.getElement()
                .setAttribute("aria-label", "Approve all " + equal.size() + " like: " + title(equal.getFirst()));
        var head = new Div(name, all);
        head.addClassName("batch-head");
        var batch = new Div(head, records);
        batch.addClassName("batch");
        return batch;
    }

    private static String sum(List<Seen> equal) {
        var amounts =
                equal.stream().map(seen -> seen.approval().about().amount()).toList();
        if (amounts.stream().anyMatch(Objects::isNull)
                || amounts.stream().map(Money::currency).distinct().count() != 1) {
            return "";
        }
        return ", " + Amounts.words(amounts.stream().reduce(Money::plus).orElseThrow()) + " together";
    }

    private Div records(List<Seen> all, @Nullable ApprovalId wanted) {
        var records = new Div();
        records.addClassName("records");
        all.forEach(seen -> records.add(record(seen, seen.approval().id().equals(wanted))));
        return records;
    }

    private Div record(Seen seen, boolean opened) {
        var approval = seen.approval();
        var line = new Anchor(with(opened ? null : approval.id()), "");
        line.addClassName("approval-line");
        line.getElement().setAttribute("aria-expanded", String.valueOf(opened));
        var title = new Span(title(seen));
        title.addClassName("approval-title");
        var amount = approval.about().amount();
        var figure = new Span(amount == null ? "" : Amounts.words(amount));
        figure.addClassName("approval-amount");
        var from = new Span(
                approval.tenantSlug() + ", asked by " + approval.proposer().name() + ", ");
        from.addClassName("soft");
        from.getElement().appendChild(time(approval.createdAt(), "relative"));
        var standing = new Span();
        standing.addClassName("soft");
        if (approval.isOpen()) {
            standing.setText((approval.policy().keys() == 2 ? approval.keys() + " keys, " : "") + "until ");
            standing.getElement().appendChild(time(approval.expiresAt(), "date"));
        } else {
            standing.add(state(approval.state().word()));
        }
        line.add(title, figure, from, standing);
        var record = new Div(line);
        record.addClassName("record");
        if (opened) {
            record.add(detail(seen));
        }
        return record;
    }

    private ApprovalDetail detail(Seen seen) {
        var drawn = detail;
        if (drawn == null || !drawn.shows(seen)) {
            boolean may = access.decidable(viewer, List.of(seen))
                    .contains(seen.approval().id());
            drawn = new ApprovalDetail(approvals, seen, may, this::changed);
            detail = drawn;
        }
        return drawn;
    }

    /** Something was decided here: it stays open, so that the viewer sees what became of it. */
    private void changed(ApprovalId id) {
        open = id;
        detail = null;
        refresh();
    }

    /** Those that the viewer has seen, and as they were seen: what came meanwhile waits for another press. */
    private void decideAll(List<Seen> equal) {
        var batch = approvals.decideAll(
                equal.getFirst().actor(),
                equal.stream().map(seen -> Approvals.Shown.of(seen.approval())).toList(),
                Verdict.APPROVE,
                null);
        var refused = batch.outcomes().stream()
                .map(Approvals.Outcome::refusal)
                .filter(Objects::nonNull)
                .toList();
        int done = batch.outcomes().size() - refused.size();
        var more = batch.waiting() == 0
                ? ""
                : batch.waiting() == 1
                        ? " 1 more came meanwhile and waits."
                        : " " + batch.waiting() + " more came meanwhile and wait.";
        if (refused.isEmpty()) {
            Toast.done(done + " approved." + more);
        } else {
            Toast.problem(done + " approved, " + refused.size() + " not: "
                    + refused.getFirst().detail() + more);
        }
        open = null;
        refresh();
    }

    private String with(@Nullable ApprovalId wanted) {
        var address = history ? "approvals?show=history" : "approvals";
        return wanted == null ? address : address + (history ? "&" : "?") + "open=" + wanted;
    }

    private static String title(Seen seen) {
        return seen.approval().about().title();
    }

    private static Anchor tab(String href, String label, boolean here) {
        var tab = new Anchor(href, label);
        if (here) {
            tab.getElement().setAttribute("aria-current", "page");
        }
        return tab;
    }

    private static Optional<ApprovalId> id(String text) {
        try {
            return Optional.of(new ApprovalId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
