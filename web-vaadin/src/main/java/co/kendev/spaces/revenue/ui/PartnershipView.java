package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.ui.Chart;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.revenue.Agreement;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.Agreements.Proposed;
import co.kendev.spaces.revenue.Tellers;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Partner;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.ui.Place;
import co.kendev.spaces.spaces.ui.Places;
import co.kendev.spaces.spaces.ui.SettingsPage;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terms between a business and the platform: now, before, and as they might be. */
@Route("s/:space/settings/partnership")
@PermitAll
class PartnershipView extends SettingsPage {
    private static final long serialVersionUID = 1L;
    private static final int SHORTEST_NOTICE_DAYS = 1;
    private static final Pattern LINE = Pattern.compile("(volume|partners)\\[(\\d+)]\\.(\\w+)");

    private final transient Agreements agreements;
    private final transient MoneyPlaces money;
    private final transient Tenants tenants;
    private final transient BusinessTime time;
    private final Viewer viewer;
    private final Figures figures = Figures.ofViewer();
    private final Div standing = new Div();
    private final Div form = new Div();
    private transient @Nullable MoneyPlace place;
    private transient @Nullable Seen shown;
    private final transient Watching<Seen> watching;

    PartnershipView(
            Places places,
            Viewers viewers,
            Agreements agreements,
            MoneyPlaces money,
            Tenants tenants,
            BusinessTime time) {
        super(
                places,
                viewers,
                "Partnership",
                "What the platform gets of each sale, and under which terms. A change is proposed by one side and decided by the other; sales that are posted keep the terms they were made under.");
        this.agreements = agreements;
        this.money = money;
        this.tenants = tenants;
        this.time = time;
        this.viewer = viewers.current();
        this.watching = new Watching<>(this, money, this::look, this::show);
        addClassName("money");
    }

    @Override
    protected void fill(Div column, Place here) {
        watching.forget();
        var role = here.access().role();
        if (!viewer.operator() && !Tellers.mayRead(role)) {
            column.add(new Paragraph("Only those who may see the money see the partnership. Ask the owner of "
                    + here.space().name() + "."));
            return;
        }
        draw(column, new MoneyPlace(here.actor(), tenants.get(here.actor().tenant()), here));
    }

    @Override
    protected String visit(Div column, Viewer operator, RouteParameters parameters) {
        watching.forget();
        var here = money.get(operator, parameters);
        draw(column, here);
        return here.tenant().name();
    }

    private void draw(Div column, MoneyPlace here) {
        place = here;
        shown = null;
        column.add(standing, form);
        show(look());
    }

    private Seen look() {
        var here = Objects.requireNonNull(place);
        var today = time.now().atZone(here.tenant().timeZone()).toLocalDate();
        var all = agreements.of(here.actor());
        var current = all.reversed().stream()
                .filter(agreement -> !agreement.effectiveFrom().isAfter(today))
                .findFirst()
                .orElse(all.getFirst());
        return new Seen(all, current, agreements.proposed(here.actor()));
    }

    /** What somebody has begun to write stays, as long as the terms do that it begins with. */
    private void show(Seen seen) {
        var here = Objects.requireNonNull(place);
        var before = shown;
        shown = seen;
        watching.shows(here, seen);
        standing.removeAll();
        standing.add(now(here.tenant(), seen.current()), proposals(here.tenant(), seen.proposed()), versions(seen));
        if (before == null || !before.current().equals(seen.current())) {
            form.removeAll();
            if (mayPropose(here)) {
                form.add(new Form(here, seen.current().terms()));
            }
        }
    }

    private static boolean mayPropose(MoneyPlace here) {
        var member = here.place();
        return here.actor().operator() || (member != null && member.access().role() == Role.OWNER);
    }

    private Div now(Tenant tenant, Agreement current) {
        var terms = current.terms();
        var group = new Div(new H2(name(current) + ", in force now"), facts(terms));
        group.addClassName("group");
        var bands = terms.volume().stream()
                .filter(band -> band.currency().equals(tenant.currency()))
                .toList();
        if (!bands.isEmpty()) {
            group.add(steps(tenant, terms, bands));
        }
        return group;
    }

    private DescriptionList facts(Terms terms) {
        var facts = new DescriptionList();
        facts.addClassName("facts");
        Parts.fact(
                facts,
                "Share",
                new Span(figures.percent(terms.shareBps()) + " of what is sold, tax and shipping aside"));
        var discounts = new Div();
        discounts(terms).forEach(line -> discounts.add(new Div(line)));
        Parts.fact(facts, "Volume discounts", discounts);
        Parts.fact(facts, "Referral", new Span(referral(terms.referral())));
        Parts.fact(facts, "Held for", new Span(terms.holdDays() + " days after the sale"));
        Parts.fact(
                facts,
                "Human partners",
                new Span(
                        terms.partners().isEmpty()
                                ? "the platform's partner pool"
                                : terms.partners().stream()
                                        .map((Partner partner) -> partner.name() + " " + partner.weight())
                                        .collect(Collectors.joining(", "))));
        var fee = terms.setupFee();
        if (fee != null) {
            Parts.fact(
                    facts,
                    "Setup fee",
                    new Span(figures.money(fee.minor(), fee.currency())
                            + (terms.subsidyPercent() == 0
                                    ? ""
                                    : ", of which the Justice Fund carries "
                                            + figures.percent(100L * terms.subsidyPercent()))));
        }
        return facts;
    }

    private Div steps(Tenant tenant, Terms terms, List<Band> bands) {
        var chart = new Chart("step", "The share along a month's sales", "Sales of the month from").ofBasisPoints();
        var values = new ArrayList<Long>();
        chart.label(figures.money(0, tenant.currency()));
        values.add((long) terms.shareBps());
        for (var band : bands) {
            chart.label(figures.money(band.fromMinor(), tenant.currency()));
            values.add((long) Math.min(band.bps(), terms.shareBps()));
        }
        chart.label("and more");
        values.add(values.getLast());
        chart.series("Share", "party-tenant", values).draw();
        var box =
                new Div(chart, Parts.fine("Only what lies above a step costs less; nothing below it is priced again."));
        box.addClassName("step-chart");
        return box;
    }

    /** A line for each currency. */
    private List<String> discounts(Terms terms) {
        var lines = terms.discounts().stream()
                .collect(Collectors.groupingBy(Band::currency, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(bands -> bands.stream()
                                .map(band -> figures.percent(band.bps()) + " from "
                                        + figures.money(band.fromMinor(), band.currency()))
                                .collect(Collectors.joining(", "))
                        + " a month")
                .toList();
        return lines.isEmpty() ? List.of("none") : lines;
    }

    private String referral(@Nullable Referral referral) {
        return referral == null
                ? "none"
                : "of the share " + referral.referrer() + " gets "
                        + referral.terms().stream()
                                .map(step -> figures.percent(step.bps())
                                        + (step.months() == null ? " for good" : " for " + step.months() + " months"))
                                .collect(Collectors.joining(", then "));
    }

    private Div proposals(Tenant tenant, List<Proposed> open) {
        var group = new Div();
        if (open.isEmpty()) {
            return group;
        }
        group.add(new H2("Proposed"));
        open.forEach(proposed -> group.add(proposal(proposed)));
        group.add(Parts.fine("It is decided on its card in #finance of " + tenant.name() + ", or in Approvals."));
        group.addClassName("group");
        return group;
    }

    private Div proposal(Proposed proposed) {
        var approval = proposed.approval();
        var terms = proposed.proposal().terms();
        var facts = facts(terms);
        Parts.fact(
                facts,
                "Effective from",
                new Span(figures.day(proposed.proposal().effectiveFrom())));
        Parts.fact(facts, "Proposed by", new Span(approval.proposer().name()));
        Parts.fact(facts, "Open until", Parts.time(approval.expiresAt(), "full"));
        var title = new Span("Partnership at " + figures.percent(terms.shareBps()));
        title.addClassName("strong");
        var line = new Div(title, Parts.state("waiting"));
        line.addClassName("card-head");
        var card = new Div(line, facts, Parts.link("approvals?open=" + approval.id(), "Open in Approvals", "more"));
        card.addClassName("card");
        return card;
    }

    private Div versions(Seen seen) {
        var list = new OrderedList();
        list.addClassName("timeline");
        for (var agreement : seen.all().reversed()) {
            var title = new Span(name(agreement));
            title.addClassName("strong");
            var words = Parts.soft(figures.percent(agreement.terms().shareBps()) + ", discounts "
                    + String.join("; ", discounts(agreement.terms())) + ", referral "
                    + referral(agreement.terms().referral()));
            var since = Parts.soft(since(agreement, seen.all()));
            var item = new ListItem(title, since, words);
            if (agreement.equals(seen.current())) {
                item.getElement().setAttribute("aria-current", "true");
            }
            list.add(item);
        }
        var statements = Parts.statements(Objects.requireNonNull(place), "Statements of closed months", "more");
        var group = new Div(new H2("Versions"), list, statements);
        group.addClassName("group");
        return group;
    }

    /** A newer version that begins no later takes the place of one before it has counted. */
    private String since(Agreement agreement, List<Agreement> all) {
        if (agreement.version() == 0) {
            return "for everybody without an agreement";
        }
        return all.stream()
                .filter(other -> other.version() > agreement.version()
                        && !other.effectiveFrom().isAfter(agreement.effectiveFrom()))
                .findFirst()
                .map(newer -> "never counted: version " + newer.version() + " took its place")
                .orElseGet(() -> "from " + figures.day(agreement.effectiveFrom()) + " on");
    }

    private static String name(Agreement agreement) {
        return agreement.version() == 0 ? "Standard agreement" : "Agreement version " + agreement.version();
    }

    private final class Form extends Div {
        private static final long serialVersionUID = 1L;
        private final transient MoneyPlace here;
        private final transient Tenant tenant;
        private final transient Terms now;
        private final TextField share = new TextField("Share");
        private final Lines volume;
        private final Lines partners = new Lines("Human partners", "Name", "Weight", "", "Add a partner");
        private final TextField referrer = new TextField("Referred by");
        private final IntegerField hold = new IntegerField("Days held");
        private final DatePicker from = new DatePicker("From");

        Form(MoneyPlace here, Terms now) {
            this.here = here;
            this.tenant = here.tenant();
            this.now = now;
            addClassNames("group", "form");
            share.setSuffixComponent(new Span("%"));
            share.setValue(percent(now.shareBps()));
            share.getElement().setAttribute("inputmode", "decimal");
            share.setHelperText("3 to 15, with at most two decimals.");
            volume = new Lines(
                    "Volume discounts",
                    "Sales of the month from, " + tenant.currency().getCurrencyCode(),
                    "Share",
                    "%",
                    "Add a discount");
            write(own(now.volume()));
            partners.set(now.partners().stream()
                    .map(partner -> new Lines.Written(partner.name(), String.valueOf(partner.weight())))
                    .toList());
            var referral = now.referral();
            referrer.setValue(referral == null ? "" : referral.referrer());
            referrer.setHelperText(
                    "The slug of the business that recommended this one; empty for none. A new one gets 30 % for 12 months, 10 % for 24, then 5 %.");
            hold.setValue(now.holdDays());
            hold.setMin(0);
            hold.setMax(365);
            from.setValue(time.now().atZone(tenant.timeZone()).toLocalDate().plusDays(SHORTEST_NOTICE_DAYS));
            from.setHelperText("No sale may be posted on or after this day yet.");
            var pair = new Div(share, hold);
            pair.addClassName("pair");
            var second = new Div(referrer, from);
            second.addClassName("pair");
            volume.offer("Write the usual ones", this::writeUsual);
            var discounts = new Div(volume);
            var others = foreign().stream()
                    .map(band -> band.currency().getCurrencyCode())
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                discounts.add(Parts.fine("Discounts in " + others + " stay as they are."));
            }
            var propose = new Button("Propose these terms", click -> propose());
            propose.addThemeName("primary");
            var actions = new Div(propose);
            actions.addClassName("actions");
            add(
                    new H2("Propose other terms"),
                    Parts.fine(
                            here.actor().operator()
                                    ? "The owner decides; until then everything stays as it is."
                                    : "The platform decides; until then everything stays as it is."),
                    pair,
                    second,
                    discounts,
                    partners,
                    Parts.fine(
                            "Whoever is listed shares the human part by weight; nobody: it goes to the platform's partner pool."),
                    actions);
        }

        private void writeUsual() {
            try {
                write(Band.usual(tenant.currency()).stream()
                        .map(band -> new Band(band.currency(), band.fromMinor(), Math.min(band.bps(), bps())))
                        .toList());
            } catch (DomainException refusal) {
                say(refusal);
            }
        }

        private void write(List<Band> bands) {
            volume.set(bands.stream()
                    .map(band ->
                            new Lines.Written(Figures.plain(band.fromMinor(), band.currency()), percent(band.bps())))
                    .toList());
        }

        private List<Band> own(List<Band> bands) {
            return bands.stream()
                    .filter(band -> band.currency().equals(tenant.currency()))
                    .toList();
        }

        private void propose() {
            fields().values().forEach(field -> field.setInvalid(false));
            volume.clear();
            partners.clear();
            try {
                var day = from.getValue();
                if (day == null) {
                    throw DomainException.invalid("effectiveFrom", "Choose the first day.");
                }
                agreements.propose(here.actor(), terms(), day);
                Toast.done("Proposed. It is said in #finance, where it is decided.");
                show(look());
            } catch (DomainException refusal) {
                say(refusal);
            }
        }

        private Map<String, HasValidation> fields() {
            return Map.of("shareBps", share, "referral", referrer, "holdDays", hold, "effectiveFrom", from);
        }

        private void say(DomainException refusal) {
            var path = Objects.toString(refusal.field(), "");
            var field = fields().get(path.replaceAll("[.\\[].*", ""));
            var line = LINE.matcher(path);
            if (field != null) {
                field.setErrorMessage(refusal.detail());
                field.setInvalid(true);
            } else if (line.matches()) {
                (line.group(1).equals("volume") ? volume : partners)
                        .problem(
                                Integer.parseInt(line.group(2)),
                                line.group(3).equals("bps") || line.group(3).equals("weight"),
                                refusal.detail());
            } else {
                Toast.problem(refusal.detail());
            }
        }

        private Terms terms() {
            var days = hold.getValue();
            return new Terms(
                    bps(),
                    bands(),
                    referral(),
                    days == null ? now.holdDays() : days,
                    people(),
                    now.setupFee(),
                    now.subsidyPercent());
        }

        /** Those of the tenant's own currency first, as they stand in the form; others stay as they are. */
        private List<Band> bands() {
            var currency = tenant.currency();
            var bands = new ArrayList<Band>();
            var written = volume.written();
            for (int i = 0; i < written.size(); i++) {
                var path = "volume[" + i + "].";
                bands.add(new Band(
                        currency,
                        Money.parse(written.get(i).first(), currency, path + "fromMinor")
                                .minor(),
                        bps(written.get(i).second(), path + "bps")));
            }
            bands.addAll(foreign());
            return bands;
        }

        private List<Band> foreign() {
            return now.volume().stream()
                    .filter(band -> !band.currency().equals(tenant.currency()))
                    .toList();
        }

        private List<Partner> people() {
            var people = new ArrayList<Partner>();
            var written = partners.written();
            for (int i = 0; i < written.size(); i++) {
                people.add(new Partner(
                        written.get(i).first(), weight(written.get(i).second(), "partners[" + i + "].weight")));
            }
            return people;
        }

        private static long weight(String text, String field) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw DomainException.invalid(field, "Write a whole number; a part is the weight among all weights.");
            }
        }

        private int bps() {
            return bps(share.getValue(), "shareBps");
        }

        private static int bps(String text, String field) {
            try {
                return new BigDecimal(text.strip().replace(',', '.'))
                        .movePointRight(2)
                        .intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw DomainException.invalid(field, "Write a percentage like 4.5.");
            }
        }

        private static String percent(int bps) {
            return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
        }

        private @Nullable Referral referral() {
            var slug = referrer.getValue().strip();
            var known = now.referral();
            return slug.isEmpty()
                    ? null
                    : known != null && known.referrer().equals(slug) ? known : Referral.usual(slug);
        }
    }

    /** What is on screen; the same as long as nothing changed. */
    private record Seen(List<Agreement> all, Agreement current, List<Proposed> proposed) {}
}
