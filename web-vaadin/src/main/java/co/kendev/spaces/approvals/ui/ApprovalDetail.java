package co.kendev.spaces.approvals.ui;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.AuditLine;
import co.kendev.spaces.approvals.Decision;
import co.kendev.spaces.approvals.Evidence;
import co.kendev.spaces.approvals.Field;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.approvals.web.ApprovalAccess.Seen;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.web.ApiJson;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One proposal in full: what happens, what speaks for it, who said what, and the viewer's own word. */
final class ApprovalDetail extends Div {
    private static final long serialVersionUID = 1L;
    private static final int COMMENT_MAX = 1_000;
    private static final String EDITS = "edits.";

    private final transient Approvals approvals;
    private final transient Seen seen;
    private final transient Consumer<ApprovalId> changed;
    private final TextArea comment = new TextArea("Comment (optional)");
    private final transient Map<String, Input> fields = new LinkedHashMap<>();
    private final Paragraph refusal = new Paragraph();

    ApprovalDetail(Approvals approvals, Seen seen, boolean may, Consumer<ApprovalId> changed) {
        this.approvals = approvals;
        this.seen = seen;
        this.changed = changed;
        addClassNames("record-body", "approval-body");
        var approval = seen.approval();

        var effect = new Paragraph(approval.about().effect());
        add(effect, facts(approval));
        if (!approval.decisions().isEmpty()) {
            add(decisions(approval.decisions()));
        }
        if (may) {
            add(form(approval));
        } else if (approval.isOpen()) {
            add(why(approval));
        }
        add(story());
    }

    /** Whether this shows that approval as it is now. */
    boolean shows(Seen other) {
        return seen.equals(other);
    }

    private static DescriptionList facts(Approval approval) {
        var facts = new DescriptionList();
        facts.addClassName("facts");
        approval.about().evidence().forEach(line -> fact(facts, line.label()).add(value(line)));
        fact(facts, "Asked for by")
                .setText(approval.proposer().name()
                        + switch (approval.proposer().kind()) {
                            case PERSON -> "";
                            case AGENT -> ", an AI partner";
                            case SYSTEM -> ", by itself";
                        });
        fact(facts, "Who decides")
                .setText(String.join(" or ", approval.roles())
                        + (approval.policy().keys() == 2 ? ", two people" : ""));
        if (approval.isOpen()) {
            fact(facts, "Until").getElement().appendChild(time(approval.expiresAt(), "full"));
        }
        return facts;
    }

    private static Component value(Evidence line) {
        var href = line.href();
        if (href == null) {
            return new Span(line.value());
        }
        var link = new Anchor(href, line.value());
        link.setRouterIgnore(true);
        return link;
    }

    private static UnorderedList decisions(List<Decision> decisions) {
        var list = new UnorderedList();
        list.addClassName("said");
        decisions.forEach(decision -> list.add(said(decision)));
        return list;
    }

    private static ListItem said(Decision decision) {
        boolean yes = decision.verdict() == Verdict.APPROVE;
        var mark = new Span(yes ? "approved" : "rejected");
        mark.addClassNames("state", yes ? "approved" : "rejected");
        var who = new Span(decision.name() + (decision.person() == null ? "" : ", " + decision.role()));
        who.addClassName("strong");
        var when = new Span();
        when.addClassName("soft");
        when.getElement().appendChild(time(decision.at(), "stamp"));
        var line = new ListItem(mark, who, when);
        var words = decision.comment();
        if (words != null) {
            var quote = new Paragraph(words);
            quote.addClassName("said-words");
            line.add(quote);
        }
        var edits = decision.edits();
        if (edits != null) {
            var change = new Paragraph("Changed before: "
                    + edits.properties().stream()
                            .map(edit -> edit.getKey() + " " + text(edit.getValue()))
                            .collect(Collectors.joining(", ")));
            change.addClassNames("said-words", "soft");
            line.add(change);
        }
        return line;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private Div form(Approval approval) {
        comment.setMaxLength(COMMENT_MAX);
        comment.setMinRows(2);
        approvals.fields(approval).forEach(field -> fields.put(field.name(), input(field)));
        refusal.addClassName("failure");
        refusal.getElement().setAttribute("role", "alert");
        refusal.setVisible(false);
        var approve = new NativeButton("Approve", click -> decide(Verdict.APPROVE));
        approve.addClassNames("button", "primary");
        var reject = new NativeButton("Reject", click -> decide(Verdict.REJECT));
        reject.addClassNames("button", "danger");
        var actions = new Div(approve, reject);
        actions.addClassName("actions");
        var form = new Div();
        form.addClassName("approval-form");
        if (!fields.isEmpty()) {
            var inputs = new Div();
            inputs.addClassName("pair");
            fields.values().forEach(input -> inputs.add(input.component()));
            form.add(inputs);
        }
        form.add(comment, refusal, actions);
        return form;
    }

    private static Input input(Field field) {
        return switch (field.kind()) {
            case TEXT, NUMBER -> {
                var text = new TextField(field.label());
                text.setHelperText(field.hint());
                text.setValue(field.value());
                if (field.kind() == Field.Kind.NUMBER) {
                    text.getElement().setAttribute("inputmode", "decimal");
                }
                yield new Input(text, text, text::getValue);
            }
            case DATE -> {
                var min = field.min();
                var day = new DatePicker(field.label());
                // as the proposal itself writes its days
                day.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
                day.setHelperText(field.hint());
                day.setMin(min == null ? null : LocalDate.parse(min));
                day.setValue(LocalDate.parse(field.value()));
                yield new Input(day, day, () -> Objects.toString(day.getValue(), ""));
            }
            case CHOICE -> {
                var labels =
                        field.options().stream().collect(Collectors.toMap(Field.Option::value, Field.Option::label));
                var select = new Select<String>();
                select.setLabel(field.label());
                select.setHelperText(field.hint());
                select.setItems(
                        field.options().stream().map(Field.Option::value).toList());
                select.setItemLabelGenerator(value -> labels.getOrDefault(value, value));
                select.setValue(field.value());
                yield new Input(select, select, select::getValue);
            }
        };
    }

    /** Why there are no buttons for this viewer. */
    private Paragraph why(Approval approval) {
        var person = seen.actor().person();
        boolean own = approval.proposer().kind() == Proposer.Kind.PERSON
                && person.value().equals(approval.proposer().id());
        var words = new Paragraph(
                own
                        ? "You asked for this. Somebody else decides it."
                        : approval.decisionOf(person).isPresent()
                                ? "You have said yes. A second person is awaited."
                                : "Others decide this: " + String.join(" or ", approval.roles()) + ".");
        words.addClassName("fine");
        if (own) {
            var withdraw = new NativeButton("Withdraw it", click -> withdraw());
            withdraw.addClassName("button");
            words.add(withdraw);
        }
        return words;
    }

    private NativeDetails story() {
        var lines = new UnorderedList();
        lines.addClassName("story");
        approvals.story(seen.actor(), seen.approval().id()).forEach(line -> lines.add(line(line)));
        var story = new NativeDetails("What happened so far", lines);
        story.addClassName("fine");
        return story;
    }

    private static ListItem line(AuditLine line) {
        var item = new ListItem(new Span(line.by() + ": " + line.event()));
        item.getElement().appendChild(time(line.at(), "full"));
        return item;
    }

    private void decide(Verdict verdict) {
        refusal.setVisible(false);
        fields.values().forEach(field -> invalid(field.checked(), null));
        comment.setInvalid(false);
        try {
            var shown = seen.approval();
            var decided = approvals.decide(
                    seen.actor(), shown.id(), shown.revision(), verdict, comment.getValue(), edits(verdict));
            Toast.done(
                    switch (decided.state()) {
                        case OPEN -> "Your yes is kept. A second person is awaited.";
                        case APPROVED -> "Approved. It has happened.";
                        case REJECTED -> "Rejected. Nothing of it happens.";
                        case EXPIRED, WITHDRAWN -> "It was over already.";
                    });
            changed.accept(decided.id());
        } catch (DomainException e) {
            refused(e);
        }
    }

    private void withdraw() {
        try {
            approvals.withdraw(seen.actor(), seen.approval().id());
            Toast.done("Withdrawn.");
            changed.accept(seen.approval().id());
        } catch (DomainException e) {
            Toast.problem(e.detail());
        }
    }

    /** Only what the viewer has changed. */
    private @Nullable JsonNode edits(Verdict verdict) {
        if (verdict == Verdict.REJECT) {
            return null;
        }
        var edits = ApiJson.strict().createObjectNode();
        for (var field : approvals.fields(seen.approval())) {
            var input = fields.get(field.name());
            if (input != null && !field.value().equals(input.typed().get())) {
                edits.put(field.name(), input.typed().get());
            }
        }
        return edits;
    }

    private void refused(DomainException e) {
        var path = e.field();
        var at = path == null ? null : at(path);
        if (e.code() == ErrorCode.INVALID && at != null) {
            invalid(at, e.detail());
            return;
        }
        if (e.code() == ErrorCode.STALE) {
            Toast.problem(e.detail());
            changed.accept(seen.approval().id());
            return;
        }
        refusal.setText(e.detail());
        refusal.setVisible(true);
    }

    private @Nullable HasValidation at(String path) {
        if (path.equals("comment")) {
            return comment;
        }
        var input = path.startsWith(EDITS) ? fields.get(path.substring(EDITS.length())) : null;
        return input == null ? null : input.checked();
    }

    private static void invalid(HasValidation field, @Nullable String words) {
        field.setErrorMessage(words == null ? "" : words);
        field.setInvalid(words != null);
    }

    private static DescriptionList.Description fact(DescriptionList facts, String name) {
        var value = new DescriptionList.Description();
        facts.add(new DescriptionList.Term(name), value);
        return value;
    }

    private static Element time(Instant at, String mode) {
        var time = new Element("spaces-time");
        time.setProperty("at", at.toString());
        time.setProperty("mode", mode);
        return time;
    }

    /** A field of the form, and what is typed in it as the edits say it. */
    private record Input(Component component, HasValidation checked, Supplier<String> typed) {}
}
