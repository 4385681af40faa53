package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.ledger.Balance;
import co.kendev.spaces.platform.ui.Chart;
import co.kendev.spaces.platform.ui.Redraw;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.RevenueReport;
import co.kendev.spaces.revenue.RevenueReport.Month;
import co.kendev.spaces.revenue.RevenueReport.Order;
import co.kendev.spaces.revenue.RevenueReport.Search;
import co.kendev.spaces.revenue.pricing.Party;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tenant's month in money: what was sold, what of it is whose, and every payment. */
@Route("s/:space/revenue")
@PermitAll
class RevenueView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int LISTED = 50;
    private static final int LISTED_MAX = 500;
    private static final String ALL = "all";
    private static final List<String> FILTERS = List.of("q", "state", "order", "most");

    private final transient RevenueReport report;
    private final transient MoneyPlaces places;
    private final transient SaleDialogs dialogs;
    private final Viewer viewer;
    private final Figures figures = Figures.ofViewer();
    private final Div column = new Div();
    private final Div month = new Div();
    private final Div payments = new Div();
    private final transient Watching<Seen> watching;
    private final transient Tables tables = new Tables(this::again);
    private final TextField words = new TextField();
    private final Select<String> state = new Select<>();
    private final Anchor export = new Anchor((DownloadHandler) this::export, "Export as CSV");
    private transient @Nullable MoneyPlace place;
    private transient @Nullable Seen shown;
    private Map<String, String> query = Map.of();
    private String title = "Revenue";

    RevenueView(RevenueReport report, MoneyPlaces places, SaleDialogs dialogs, Viewers viewers) {
        this.report = report;
        this.places = places;
        this.dialogs = dialogs;
        this.viewer = viewers.current();
        this.watching = new Watching<>(this, places, this::look, this::show);
        addClassNames("page", "money");
        column.addClassNames("column", "full");
        month.addClassName("month");
        words.setPlaceholder("Search what was sold, or an event id");
        words.setAriaLabel("Search payments");
        words.setClearButtonVisible(true);
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.addClassName("grow");
        words.addValueChangeListener(change -> filter("q", change.isFromClient(), change.getValue()));
        export.addClassName("button");
        state.setAriaLabel("State");
        var states = new ArrayList<>(List.of(ALL));
        Arrays.stream(Payment.State.values()).map(Payment.State::word).forEach(states::add);
        state.setItems(states);
        state.setItemLabelGenerator(word -> word.equals(ALL) ? "All states" : word);
        state.addValueChangeListener(change -> filter("state", change.isFromClient(), change.getValue()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var here = places.get(viewer, event.getRouteParameters());
        var asked = new TreeMap<String, String>();
        event.getLocation().getQueryParameters().getParameters().forEach((name, values) -> {
            if (!values.isEmpty() && !values.getFirst().isBlank()) {
                asked.put(name, values.getFirst().strip());
            }
        });
        query = asked;
        title = "Revenue · " + here.tenant().name();
        words.setValue(asked.getOrDefault("q", ""));
        state.setValue(stateOf(asked.get("state")).map(Payment.State::word).orElse(ALL));
        if (!here.equals(place)) {
            place = here;
            frame(here);
        }
        show(look());
    }

    private void frame(MoneyPlace here) {
        removeAll();
        var tools = new ArrayList<Component>();
        if (dialogs.mayRecord(here)) {
            var sale = new NativeButton("Record a sale", click -> dialogs.sale(here, this::refresh));
            sale.addClassNames("button", "primary");
            tools.add(sale);
        }
        var filters = new Div(words, state);
        filters.addClassName("filters");
        var foot = new Div(export);
        foot.addClassName("actions");
        var list = new Div(new H2("Payments"), filters, payments, foot);
        list.addClassName("group");
        column.removeAll();
        column.add(new H1("Revenue"), month, list);
        var scroll = new Div(column);
        scroll.addClassName("page-scroll");
        add(Parts.bar("Revenue", tools.toArray(Component[]::new)), scroll);
    }

    private Seen look() {
        var here = Objects.requireNonNull(place);
        var seen = report.month(here.actor(), monthOf(query.get("month")), currencyOf(query.get("currency")));
        var found = report.payments(here.actor(), search(seen, most() + 1));
        return new Seen(seen, found.subList(0, Math.min(found.size(), most())), found.size() > most());
    }

    private Search search(Month of, int limit) {
        return new Search(
                of.month(),
                of.currency(),
                query.getOrDefault("q", ""),
                stateOf(query.get("state")).orElse(null),
                orderOf(query.get("order")),
                limit);
    }

    private int most() {
        try {
            return Math.clamp(Integer.parseInt(query.getOrDefault("most", "")), LISTED, LISTED_MAX);
        } catch (NumberFormatException e) {
            return LISTED;
        }
    }

    private void refresh() {
        show(look());
    }

    private void again() {
        show(Objects.requireNonNull(shown));
    }

    private void show(Seen seen) {
        shown = seen;
        watching.shows(Objects.requireNonNull(place), seen);
        Redraw.into(month, drawMonth(seen.month()));
        Redraw.into(payments, drawPayments(seen));
        export.setVisible(!seen.payments().isEmpty());
    }

    private Div drawMonth(Month seen) {
        var drawn = new Div(choice(seen), overview(seen));
        if (seen.sales() == 0 && seen.history().stream().allMatch(past -> past.grossMinor() == 0)) {
            if (hasReferrals(seen)) {
                drawn.add(referrals(seen));
            }
            drawn.add(lesson(seen));
            return drawn;
        }
        var boxes = new Div(rate(seen), split(seen), history(seen));
        boxes.addClassName("boxes");
        var parts = new Div(
                table("By what was sold", "What", seen.byReference(), "Without a reference", "Share", seen),
                table("By channel", "Where it was said", seen.byChannel(), "Forms and programs", "Share", seen),
                table("By AI agent", "Agent", seen.byAgent(), "AI development fund", "Earned", seen),
                table("By referrer", "Referrer", seen.byReferrer(), "", "Earned", seen));
        parts.addClassNames("boxes", "tables");
        if (hasReferrals(seen)) {
            parts.add(referrals(seen));
        }
        if (seen.byChannel().more() == 0
                && seen.byChannel().rows().stream()
                                .mapToLong(RevenueReport.Row::partMinor)
                                .sum()
                        != seen.shareMinor()) {
            parts.add(Parts.fine(
                    "What was sold and where shows the sales themselves; the month's true-up is in the share above, "
                            + "and belongs to none of them."));
        }
        drawn.add(boxes, parts);
        return drawn;
    }

    private static boolean hasReferrals(Month seen) {
        return !seen.referrals().equals(Balance.ZERO);
    }

    private Component referrals(Month seen) {
        var facts = new DescriptionList();
        facts.addClassName("facts");
        Parts.fact(facts, "Available", new Span(figures.money(seen.referrals().available(), seen.currency())));
        Parts.fact(facts, "Pending", new Span(figures.money(seen.referrals().pending(), seen.currency())));
        return Parts.box(
                "Referrals earned",
                Parts.fine("Your part of the share of those you recommended, of all months."),
                facts,
                Parts.statements(Objects.requireNonNull(place), "Line by line in the statements", "more"));
    }

    private Div choice(Month seen) {
        var before = Parts.link(with("month", seen.month().minusMonths(1).toString()), "‹", "tool");
        before.getElement().setAttribute("aria-label", "The month before");
        var after = Parts.link(with("month", seen.month().plusMonths(1).toString()), "›", "tool");
        after.getElement().setAttribute("aria-label", "The month after");
        var name = new Span(figures.month(seen.month()));
        name.addClassName("month-name");
        var months = new Nav(before, name, after);
        months.setAriaLabel("Month");
        months.addClassName("months");
        var choice = new Div(months);
        choice.addClassName("choice-line");
        var more = new Div();
        more.addClassName("choice-more");
        if (seen.currencies().size() > 1) {
            var currencies = new Nav();
            currencies.setAriaLabel("Currency");
            currencies.addClassName("pills");
            for (var currency : seen.currencies()) {
                var pill = Parts.link(with("currency", currency.getCurrencyCode()), currency.getCurrencyCode(), "pill");
                if (currency.equals(seen.currency())) {
                    pill.getElement().setAttribute("aria-current", "true");
                }
                currencies.add(pill);
            }
            more.add(currencies);
        }
        more.add(Parts.statements(Objects.requireNonNull(place), "Statements", "button"));
        choice.add(more);
        return choice;
    }

    private Div overview(Month seen) {
        var currency = seen.currency();
        var rate = seen.effectiveBps();
        var owed = seen.balance().available() < 0;
        var overview = new Div(
                figure(
                        "Gross sales",
                        figures.money(seen.grossMinor(), currency),
                        figures.count(seen.sales()) + (seen.sales() == 1 ? " sale" : " sales")),
                figure(
                        "Share",
                        figures.money(seen.shareMinor(), currency),
                        rate == null ? "nothing sold yet" : figures.percent(rate) + " of the gross"),
                figure(
                        "Yours",
                        figures.money(seen.of(Party.TENANT), currency),
                        "of this month, tax and shipping aside"),
                stated("Pending", figures.money(seen.balance().pending(), currency), "held until it is safe"),
                stated(
                        owed ? "Owed to the platform" : "Available",
                        figures.money(Math.abs(seen.balance().available()), currency),
                        owed ? "for cash sales, refunds or true-ups; what you earn next settles it" : "of all months"),
                figure("Paid out", figures.money(seen.paidMinor(), currency), "of this month's sales"));
        overview.addClassName("figures");
        return overview;
    }

    private static Div figure(String name, String value, String note) {
        var figure = new Div(figureParts(name, value, note));
        figure.addClassName("figure");
        return figure;
    }

    /** A figure that the statements spell out. */
    private Component stated(String name, String value, String note) {
        var figure = Parts.statements(Objects.requireNonNull(place), "", "figure");
        figure.add(figureParts(name, value, note));
        return figure;
    }

    private static Component[] figureParts(String name, String value, String note) {
        var label = new Span(name);
        label.addClassName("figure-name");
        var sum = new Span(value);
        sum.addClassName("figure-value");
        var words = new Span(note);
        words.addClassName("figure-note");
        return new Component[] {label, sum, words};
    }

    private Component rate(Month seen) {
        var currency = seen.currency();
        var now = new Span(figures.percent(seen.bpsNow()));
        now.addClassName("figure-value");
        var box = Parts.box("The rate now", now);
        var next = seen.next();
        if (next == null) {
            box.add(Parts.fine("The next sale costs this share. There is no further volume discount to reach."));
        } else {
            var done = new Div();
            done.getStyle().set("width", Math.clamp(100.0 * seen.volumeMinor() / next.fromMinor(), 0, 100) + "%");
            var track = new Div(done);
            track.addClassName("track");
            track.getElement().setAttribute("aria-hidden", "true");
            box.add(
                    track,
                    Parts.fine(figures.money(seen.volumeMinor(), currency) + " of "
                            + figures.money(next.fromMinor(), currency) + " this month. "
                            + figures.money(next.fromMinor() - seen.volumeMinor(), currency)
                            + " more, and what follows costs " + figures.percent(next.bps()) + "."));
        }
        var here = Objects.requireNonNull(place);
        box.add(Parts.link(
                MoneyPlace.partnership(here.slug()),
                here.place() == null ? "The partnership" : "Your partnership",
                "more"));
        return box;
    }

    private Component split(Month seen) {
        var parties = List.of(Party.REFERRER, Party.PLATFORM, Party.HUMAN, Party.AI, Party.JUSTICE);
        var currency = seen.currency();
        var shown = parties.stream().filter(party -> seen.of(party) > 0).toList();
        if (shown.isEmpty()) {
            return Parts.box("Where the share goes", Parts.fine("There is no share this month to be divided."));
        }
        var chart = new Chart("donut", "Who gets the share", "Who")
                .ofMoney(currency.getCurrencyCode())
                .around(figures.money(seen.shareMinor(), currency));
        shown.forEach(party -> chart.label(Figures.name(party)));
        chart.series(
                "Part",
                String.join(" ", shown.stream().map(Figures::colour).toList()),
                shown.stream().map(seen::of).toList());
        var picture = new Div(chart.draw(), Parts.split(figures, currency, seen::of, parties.toArray(Party[]::new)));
        picture.addClassName("picture");
        var box = Parts.box("Where the share goes", picture);
        box.addClassName("split-box");
        return box;
    }

    private Component history(Month seen) {
        var currency = seen.currency();
        var chart = new Chart("bar", "Gross sales of twelve months", "Month")
                .ofMoney(currency.getCurrencyCode())
                .stacked();
        seen.history().forEach(past -> chart.label(figures.shortMonth(past.month())));
        chart.series(
                "Business",
                "party-tenant",
                seen.history().stream()
                        .map(past -> past.grossMinor() - past.shareMinor())
                        .toList());
        chart.series(
                "Share",
                "party-platform",
                seen.history().stream().map(RevenueReport.Past::shareMinor).toList());
        var box = Parts.box("Twelve months", chart.draw());
        box.addClassName("wide-box");
        return box;
    }

    private Component table(
            String title, String what, RevenueReport.Rows found, String unnamed, String part, Month seen) {
        if (found.rows().isEmpty()) {
            return Parts.box(title, Parts.fine("Nothing this month."));
        }
        var table = tables.table(
                title,
                Table.head(what),
                Table.head("Sales", "n", "wide-only"),
                Table.head("Gross", "n"),
                Table.head(part, "n"));
        found.rows()
                .forEach(row -> table.row(
                        row.name(),
                        new Span(row.name().isEmpty() ? unnamed : row.name()),
                        figures.number(row.sales()),
                        figures.amount(row.grossMinor(), seen.currency()),
                        figures.amount(row.partMinor(), seen.currency())));
        var box = tables.box(title, table);
        if (found.more() > 0) {
            box.add(Parts.fine("And " + figures.count(found.more()) + " more that sold less."));
        }
        return box;
    }

    private Div lesson(Month seen) {
        var code = new Code("/sale "
                + Figures.plain(
                        Math.multiplyExact(
                                120, (long) Math.pow(10, seen.currency().getDefaultFractionDigits())),
                        seen.currency())
                + " golden barrels");
        var lesson = new Div(
                new H2("Your first sale"),
                new Paragraph(
                        "Type this in any channel, and it is written down, divided to the cent and said in #finance:"),
                code,
                Parts.fine(
                        "Or record it here with the button above, or let your shop report it: POST /api/v1/payments."));
        lesson.addClassName("lesson");
        return lesson;
    }

    private Div drawPayments(Seen seen) {
        if (seen.payments().isEmpty()) {
            return new Div(Parts.fine(
                    query.containsKey("q") || query.containsKey("state")
                            ? "Nothing matches. Take a filter away."
                            : "No payment in " + figures.month(seen.month().month()) + "."));
        }
        var order = orderOf(query.get("order"));
        var table = new Table(
                "Payments",
                Table.head("What for"),
                sorted("When", order, Order.NEWEST, Order.OLDEST, "wide-only"),
                Table.head("State"),
                Table.head("Share", "n", "wide-only"),
                sorted("Amount", order, Order.LARGEST, Order.SMALLEST, "n"));
        seen.payments().forEach(payment -> row(table, payment));
        var drawn = new Div(table);
        if (seen.more() && most() < LISTED_MAX) {
            var more = new Div(Parts.link(with("most", String.valueOf(most() + 150)), "Show more", "button"));
            more.addClassName("actions");
            drawn.add(more);
        } else if (seen.more()) {
            drawn.add(Parts.fine("These are the first " + figures.count(LISTED_MAX) + ". The CSV has all of them."));
        }
        return drawn;
    }

    private void row(Table table, Payment payment) {
        var here = Objects.requireNonNull(place);
        var reference = payment.reference();
        var link = Parts.link(here.payment(payment.eventId()), reference == null ? payment.eventId() : reference);
        var pricing = payment.pricing();
        var refunded = payment.refundedMinor() == 0
                ? ""
                : "−" + figures.money(payment.refundedMinor(), payment.currency()) + " refunded";
        var amount = new Span(new Span(figures.money(payment.amountMinor(), payment.currency())));
        if (!refunded.isEmpty()) {
            var note = Parts.soft(refunded);
            note.addClassName("under");
            amount.add(note);
        }
        table.row(
                payment.eventId(),
                link,
                Parts.time(payment.occurredAt(), "stamp"),
                Parts.standing(payment),
                new Span(
                        pricing == null
                                ? ""
                                : figures.money(pricing.allocation().share(), payment.currency())),
                amount);
    }

    private Anchor sorted(String words, Order now, Order first, Order second, String... classes) {
        var up = now == first;
        var head = Parts.link(
                with("order", (up ? second : first).name().toLowerCase(java.util.Locale.ROOT)), words, classes);
        head.addClassName("sorted");
        if (up || now == second) {
            head.getElement().setAttribute("data-order", up ? "down" : "up");
        }
        return head;
    }

    /** All payments that are searched for, in the order of the list. */
    private void export(DownloadEvent download) throws IOException {
        var here = Objects.requireNonNull(place);
        var month = Objects.requireNonNull(shown).month();
        download.setFileName(here.slug() + "-" + month.month() + "-" + month.currency() + ".csv");
        download.setContentType("text/csv;charset=utf-8");
        try (var writer = new OutputStreamWriter(download.getOutputStream(), StandardCharsets.UTF_8)) {
            var csv = new PaymentsCsv(writer);
            report.eachPayment(here.actor(), search(month, LISTED_MAX), csv::line);
        }
    }

    private void filter(String name, boolean byViewer, @Nullable String value) {
        if (byViewer) {
            var wanted = value == null || value.equals(ALL) ? "" : value.strip();
            UI.getCurrentOrThrow().navigate(Objects.requireNonNull(place).revenue(), parameters(name, wanted));
        }
    }

    private String with(String name, String value) {
        var parameters = parameters(name, value).getQueryString();
        return Objects.requireNonNull(place).revenue() + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private QueryParameters parameters(String name, String value) {
        var wanted = new TreeMap<>(query);
        if (!FILTERS.contains(name)) {
            FILTERS.forEach(wanted::remove);
        }
        if (value.isEmpty()) {
            wanted.remove(name);
        } else {
            wanted.put(name, value);
        }
        return QueryParameters.simple(wanted);
    }

    private static @Nullable YearMonth monthOf(@Nullable String text) {
        try {
            var month = text == null ? null : YearMonth.parse(text);
            return month == null || month.getYear() < 2000 || month.getYear() > 2199 ? null : month;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Currency currencyOf(@Nullable String text) {
        try {
            return text == null ? null : Currency.getInstance(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<Payment.State> stateOf(@Nullable String word) {
        return Arrays.stream(Payment.State.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    private static Order orderOf(@Nullable String word) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(Order.NEWEST);
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    /** What is on screen; the same as long as nothing changed. */
    private record Seen(Month month, List<Payment> payments, boolean more) {}
}
