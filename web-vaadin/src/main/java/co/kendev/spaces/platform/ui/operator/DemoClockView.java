package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.process.ClockEffect;
import co.kendev.spaces.platform.process.DueProcess;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.platform.ui.ClockStrip;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Business time, how it is moved, what that brought about, and what it would bring next. */
@Route("operator/clock")
@PageTitle("Demo clock · Operations")
@PermitAll
class DemoClockView extends OperatorPage<DemoClockView.Seen> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 20;
    /** A month is closed two days after its end; at noon in UTC the third has begun everywhere, so no business waits any more. */
    private static final int CLOSING_DAY = 3;

    private static final LocalTime EVERYWHERE = LocalTime.NOON;

    private final transient DemoClock clock;
    private final transient Processes processes;
    private final Div moves = new Div();
    private final NativeButton toTheClose = way("", () -> ask(untilTheClose()));

    DemoClockView(Viewers viewers, TemporalUi temporal, DemoClock clock, Processes processes) {
        super(
                viewers,
                temporal,
                "Demo clock",
                "The time by which business waits: holds, reminders, expiries, month ends. It moves forward, for everybody in this installation, and nothing moves it back. Messages and logins keep the real time.");
        this.clock = clock;
        this.processes = processes;
        moves.addClassName("moves");
        above(moves);
    }

    /**
     * The clock and what hangs on it.
     *
     * @param now to the minute, so that the page is not drawn for every second
     */
    record Seen(
            Instant now,
            Duration offset,
            @Nullable Instant movedAt,
            List<ClockEffect> effects,
            List<DueProcess> next) {}

    @Override
    protected void read(BeforeEnterEvent event) {
        if (!clock.isOffered()) {
            throw new NotFoundException("there is no demo");
        }
        offer();
    }

    @Override
    protected Seen look() {
        var standing = clock.read(actor());
        var movedAt = standing.movedAt();
        return new Seen(
                standing.now().truncatedTo(ChronoUnit.MINUTES),
                standing.offset(),
                movedAt,
                movedAt == null ? List.of() : processes.sinceTheMove(actor(), standing.offset(), movedAt, MOST),
                processes.dueNext(actor(), MOST));
    }

    /** The ways to move it. */
    private void offer() {
        moves.removeAll();
        var ways = new Div(
                way("+1 hour", () -> move(Duration.ofHours(1))),
                way("+1 day", () -> move(Duration.ofDays(1))),
                way("+7 days", () -> ask(Duration.ofDays(7))),
                way("+30 days", () -> ask(Duration.ofDays(30))),
                toTheClose);
        ways.addClassName("actions");
        ways.getElement().setAttribute("role", "group");
        ways.getElement().setAttribute("aria-label", "Move the clock");
        moves.add(ways);
    }

    private static NativeButton way(String words, Runnable act) {
        var way = new NativeButton(words, click -> act.run());
        way.addClassName("button");
        return way;
    }

    private void ask(Duration by) {
        var then = new Element("spaces-time");
        then.setProperty("at", clock.read(actor()).now().plus(by).toString());
        then.setProperty("mode", "full");
        var words = new Paragraph();
        words.getElement()
                .appendChild(
                        Element.createText(
                                "Move the clock by " + ClockStrip.words(by).substring(1) + ", to "),
                        then,
                        Element.createText("? What is due by then happens now, and nothing moves it back."));
        var yes = way("Move it", () -> move(by));
        yes.addClassName("primary");
        var no = way("Leave it", this::offer);
        var ways = new Div(yes, no);
        ways.addClassName("actions");
        var question = new Div(words, ways);
        question.addClassName("question");
        question.getElement().setAttribute("role", "alertdialog");
        question.getElement().setAttribute("aria-label", "Move the clock?");
        moves.removeAll();
        moves.add(question);
        yes.focus();
    }

    private void move(Duration by) {
        clock.advance(actor(), by);
        offer();
        refresh();
        Toast.done("The clock has moved by " + ClockStrip.words(by).substring(1) + ".");
    }

    private Duration untilTheClose() {
        var now = clock.read(actor()).now();
        return Duration.between(now, close(now)).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** When the next month is closed, wherever a business is: that of the month before. */
    private static Instant close(Instant now) {
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        var close = close(month);
        return close.isAfter(now) ? close : close(month.plusMonths(1));
    }

    private static Instant close(YearMonth month) {
        return month.atDay(CLOSING_DAY).atTime(EVERYWHERE).toInstant(ZoneOffset.UTC);
    }

    @Override
    protected void draw(Div content, Seen seen) {
        var month = close(seen.now()).atOffset(ZoneOffset.UTC).getMonth().minus(1);
        toTheClose.setText("To the close of " + month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        content.add(standing(seen), effects(seen), next(seen));
    }

    private static Div standing(Seen seen) {
        var now = new Div();
        now.addClassName("clock-now");
        now.getElement().appendChild(time(seen.now(), "full"));
        var ahead = new Span();
        ahead.addClassName("soft");
        if (seen.offset().isPositive()) {
            ahead.add(ClockStrip.words(seen.offset()).substring(1) + " ahead of the real time");
        } else {
            ahead.add("The real time: the clock was not moved yet");
        }
        if (seen.movedAt() != null) {
            ahead.getElement().appendChild(Element.createText(", moved "), time(seen.movedAt(), "relative"));
        }
        var words = new Div(now, ahead);
        var standing = new Div(new Icon("clock"), words);
        standing.addClassName("clock-standing");
        return standing;
    }

    private static Div effects(Seen seen) {
        var words = seen.movedAt() == null
                ? nothing("Not moved yet", "Move the clock, and what became due is written here.")
                : nothing(
                        "No process has moved yet",
                        "What the last move brings about appears here as it happens. Holds that end are said in #finance of their business.");
        return group(
                "Since the last move",
                seen.effects().stream().map(DemoClockView::effect).toList(),
                words);
    }

    private static Component effect(ClockEffect effect) {
        var line = effect.line();
        var detail = line.detail();
        return record(
                effect.process().toString(),
                cell(effect.title(), "strong"),
                cell(capital(line.event()) + (detail == null ? "" : ": " + detail)),
                cell(effect.stepLabel() == null ? "" : effect.stepLabel(), "soft", "wide-only"),
                time(line.at(), "stamp"));
    }

    private static Div next(Seen seen) {
        return group(
                "Due next",
                seen.next().stream().map(DemoClockView::due).toList(),
                nothing("Nothing waits for a time", "Open processes with a date appear here, the next one first."));
    }

    private static Component due(DueProcess due) {
        var blocked = due.blockedOn();
        return record(
                due.id().toString(),
                cell(due.title(), "strong"),
                cell(blocked == null ? "At " + due.stage() : "Waits for the " + blocked),
                cell(due.tenantSlug(), "soft", "wide-only"),
                time(due.dueAt(), "stamp"));
    }

    private static Component record(String process, Span title, Span what, Span more, Element when) {
        var line = new Anchor("operator/processes?"
                + QueryParameters.simple(Map.of("open", process)).getQueryString());
        line.addClassName("clock-line");
        var at = new Span();
        at.addClassName("soft");
        at.getElement().appendChild(when);
        line.add(title, what, more, at);
        var record = new Div(line);
        record.addClassName("record");
        return record;
    }

    private static Div group(String title, List<Component> lines, Div otherwise) {
        var group = new Div(new H2(title));
        group.addClassName("group");
        if (lines.isEmpty()) {
            group.add(otherwise);
        } else {
            var records = new Div();
            records.addClassName("records");
            lines.forEach(records::add);
            group.add(records);
        }
        return group;
    }
}
