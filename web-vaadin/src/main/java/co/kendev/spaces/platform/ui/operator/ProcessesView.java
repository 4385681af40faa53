package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.process.ProcessFilter;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.ProcessStep;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The processes of all businesses, as their rows tell, with the way into each run in Temporal's own UI. */
@Route("operator/processes")
@PageTitle("Processes · Operations")
@PermitAll
class ProcessesView extends OperatorPage<ProcessesView.Seen> {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    private static final String ALL = "all";
    private static final List<String> KINDS = List.of("onboarding", "approval", "month-close");

    private final transient Processes processes;
    private final TemporalUi temporal;
    private final Select<String> kind = new Select<>();
    private final Select<String> state = new Select<>();
    private final TextField tenant = new TextField("Business");
    private final TextField workflow = new TextField("Workflow id");
    private Map<String, String> query = Map.of();

    ProcessesView(Viewers viewers, TemporalUi temporal, Processes processes) {
        super(
                viewers,
                temporal,
                "Processes",
                "One row per workflow, with who or what it waits for. The rows are the truth; Temporal can be rebuilt from them.");
        this.processes = processes;
        this.temporal = temporal;
        kind.setLabel("Kind");
        var kinds = new ArrayList<>(List.of(ALL));
        kinds.addAll(KINDS);
        kind.setItems(kinds);
        kind.setItemLabelGenerator(word -> word.equals(ALL) ? "All kinds" : word);
        kind.addValueChangeListener(change -> filter("kind", change.isFromClient(), change.getValue()));
        state.setLabel("State");
        var states = new ArrayList<>(List.of(ALL));
        Arrays.stream(ProcessState.values()).map(ProcessState::word).forEach(states::add);
        state.setItems(states);
        state.setItemLabelGenerator(word -> word.equals(ALL) ? "All states" : word);
        state.addValueChangeListener(change -> filter("state", change.isFromClient(), change.getValue()));
        tenant.setPlaceholder("slug");
        tenant.setClearButtonVisible(true);
        tenant.addValueChangeListener(change -> filter("tenant", change.isFromClient(), change.getValue()));
        workflow.setPlaceholder("as Temporal shows it");
        workflow.setClearButtonVisible(true);
        workflow.addClassName("grow");
        workflow.addValueChangeListener(change -> filter("workflow", change.isFromClient(), change.getValue()));
        var filters = new Div(kind, state, tenant, workflow);
        filters.addClassName("filters");
        above(filters);
    }

    @Override
    protected void read(BeforeEnterEvent event) {
        var asked = new TreeMap<String, String>();
        event.getLocation().getQueryParameters().getParameters().forEach((name, values) -> {
            if (!values.isEmpty() && !values.getFirst().isBlank()) {
                asked.put(name, values.getFirst().strip());
            }
        });
        query = asked;
        var wanted = asked.getOrDefault("kind", ALL);
        kind.setValue(KINDS.contains(wanted) ? wanted : ALL);
        state.setValue(stateOf(asked.get("state")).map(ProcessState::word).orElse(ALL));
        tenant.setValue(asked.getOrDefault("tenant", ""));
        workflow.setValue(asked.getOrDefault("workflow", ""));
    }

    /**
     * A page of processes.
     *
     * @param more whether there are older ones
     */
    record Seen(List<ProcessStatus> page, boolean more) {}

    @Override
    protected Seen look() {
        var asked = query;
        var byWorkflow = asked.get("workflow");
        if (byWorkflow != null) {
            return new Seen(
                    processes.findByWorkflow(actor(), byWorkflow).stream().toList(), false);
        }
        // one more than shown tells whether there is more
        var found = processes.listEverywhere(
                actor(),
                new ProcessFilter(
                        asked.get("kind"),
                        stateOf(asked.get("state")).orElse(null),
                        asked.get("tenant"),
                        PAGE + 1,
                        idOf(asked.get("before")).orElse(null)));
        var page = new ArrayList<>(found.subList(0, Math.min(PAGE, found.size())));
        idOf(asked.get("open"))
                .filter(id -> page.stream().noneMatch(process -> process.id().equals(id)))
                .flatMap(this::find)
                .ifPresent(page::addFirst);
        return new Seen(page, found.size() > PAGE);
    }

    private Optional<ProcessStatus> find(ProcessId id) {
        try {
            return Optional.of(processes.get(actor(), id));
        } catch (DomainException gone) {
            return Optional.empty();
        }
    }

    @Override
    protected void draw(Div content, Seen seen) {
        var page = seen.page();
        if (page.isEmpty()) {
            content.add(
                    query.isEmpty()
                            ? nothing(
                                    "No process yet",
                                    "Every sign-up starts one. Sign a business up, and watch it here step by step.")
                            : nothing(
                                    "Nothing matches",
                                    "Take a filter away. A workflow id is the whole one, for example kendev/onboarding/kendev."));
            return;
        }
        var records = new Div();
        records.addClassName("records");
        var open = page.size() == 1
                ? page.getFirst().id()
                : idOf(query.get("open")).orElse(null);
        page.forEach(process -> records.add(record(process, process.id().equals(open))));
        content.add(records);
        if (seen.more()) {
            var older = new Anchor(with("before", page.getLast().id().toString()), "Older processes");
            older.addClassName("button");
            var ways = new Div(older);
            ways.addClassName("actions");
            content.add(ways);
        }
    }

    private Div record(ProcessStatus process, boolean open) {
        var line = new Anchor(with("open", open ? "" : process.id().toString()), "");
        line.addClassName("record-line-link");
        line.getElement().setAttribute("aria-expanded", String.valueOf(open));
        var updated = new Span();
        updated.addClassNames("soft", "wide-only");
        updated.getElement().appendChild(time(process.updatedAt(), "relative"));
        line.add(
                state(process.state().word()),
                cell(process.title(), "strong"),
                cell(process.tenantSlug(), "soft", "wide-only"),
                cell(standing(process), "soft", "wide-only"),
                updated);
        var record = new Div(line);
        record.addClassName("record");
        if (open) {
            record.add(body(process));
        }
        return record;
    }

    private static String standing(ProcessStatus process) {
        var blocked = process.blockedOn();
        var outcome = process.outcome();
        return blocked != null
                ? "waits for the " + blocked
                : outcome != null ? outcome : process.state().isOpen() ? "at " + process.stage() : process.stage();
    }

    private Div body(ProcessStatus process) {
        var body = new Div();
        body.addClassName("record-body");
        var failure = process.failure();
        if (failure != null) {
            var words = new Paragraph(failure);
            words.addClassName("failure");
            body.add(words);
        }
        var steps = new UnorderedList();
        steps.addClassName("steps");
        process.steps().forEach(step -> steps.add(step(step)));
        var facts = new DescriptionList();
        facts.addClassName("facts");
        fact(facts, "Run in Temporal").add(run(process.workflowId()));
        fact(facts, "Begun").getElement().appendChild(time(process.createdAt(), "full"));
        var due = process.dueAt();
        if (due != null) {
            fact(facts, "Due").getElement().appendChild(time(due, "full"));
        }
        if (process.attempts() > 1) {
            fact(facts, "Attempts").setText(String.valueOf(process.attempts()));
        }
        var space = process.spaceSlug();
        if (space != null) {
            var page = new Anchor("/s/" + space, space);
            page.setRouterIgnore(true);
            fact(facts, "Space").add(page);
        }
        body.add(steps, facts);
        return body;
    }

    private static DescriptionList.Description fact(DescriptionList facts, String name) {
        var value = new DescriptionList.Description();
        facts.add(new DescriptionList.Term(name), value);
        return value;
    }

    private static ListItem step(ProcessStep step) {
        var note = step.note();
        var tries = step.attempts() > 1 ? " (" + step.attempts() + " attempts)" : "";
        var line = new ListItem(
                state(step.state().word()), new Span(step.label() + tries + (note == null ? "" : ": " + note)));
        var at = step.finishedAt() == null ? step.startedAt() : step.finishedAt();
        var when = new Span();
        when.addClassName("soft");
        if (at != null) {
            when.getElement().appendChild(time(at, "stamp"));
        }
        line.add(when);
        var failure = step.failure();
        if (failure != null) {
            var words = new Span(failure);
            words.addClassName("step-failure");
            line.add(words);
        }
        return line;
    }

    private Component run(String workflowId) {
        return temporal.run(workflowId)
                .<Component>map(address -> link(address, workflowId))
                .orElseGet(() -> {
                    var words = new Span(workflowId);
                    words.addClassName("mono");
                    return words;
                });
    }

    private static Anchor link(String address, String workflowId) {
        var run = new Anchor(address, workflowId);
        run.setTarget(AnchorTarget.BLANK);
        run.setRouterIgnore(true);
        run.getElement().setAttribute("rel", "noopener");
        run.addClassName("mono");
        run.add(new Icon("out"));
        return run;
    }

    private void filter(String name, boolean byViewer, @Nullable String value) {
        if (byViewer) {
            var wanted = new TreeMap<>(query);
            wanted.remove("before");
            wanted.remove("open");
            put(wanted, name, value == null || value.equals(ALL) ? "" : value.strip());
            UI.getCurrentOrThrow().navigate("operator/processes", QueryParameters.simple(wanted));
        }
    }

    private String with(String name, String value) {
        var wanted = new TreeMap<>(query);
        put(wanted, name, value);
        var parameters = QueryParameters.simple(wanted).getQueryString();
        return "operator/processes" + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (value.isEmpty()) {
            query.remove(name);
        } else {
            query.put(name, value);
        }
    }

    private static Optional<ProcessState> stateOf(@Nullable String word) {
        return Arrays.stream(ProcessState.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    private static Optional<ProcessId> idOf(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new ProcessId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
