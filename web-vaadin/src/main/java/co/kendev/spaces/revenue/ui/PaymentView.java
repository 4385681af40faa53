package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Redraw;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.platform.ui.operator.TemporalUi;
import co.kendev.spaces.revenue.Distribution;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.Known;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.Refund;
import co.kendev.spaces.revenue.Waiting;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.PricedSale;
import co.kendev.spaces.revenue.pricing.Pricing;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Sale;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.ui.Addresses;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why this cent: one payment, the arithmetic by which it was divided, and every posting with its reason. */
@Route("s/:space/revenue/:event")
@PermitAll
class PaymentView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Distributions distributions;
    private final transient MoneyPlaces places;
    private final transient SaleDialogs dialogs;
    private final transient Messages messages;
    private final transient Access access;
    private final TemporalUi temporal;
    private final Viewer viewer;
    private final Figures figures = Figures.ofViewer();
    private final Div column = new Div();
    private transient @Nullable MoneyPlace place;
    private transient @Nullable Known shown;
    private final transient Watching<Known> watching;
    private String event = "";

    PaymentView(
            Distributions distributions,
            MoneyPlaces places,
            SaleDialogs dialogs,
            Messages messages,
            Access access,
            TemporalUi temporal,
            Viewers viewers) {
        this.distributions = distributions;
        this.places = places;
        this.dialogs = dialogs;
        this.messages = messages;
        this.access = access;
        this.temporal = temporal;
        this.viewer = viewers.current();
        this.watching = new Watching<>(this, places, this::look, this::show);
        addClassNames("page", "money");
        column.addClassNames("column", "wide");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent entered) {
        var here = places.get(viewer, entered.getRouteParameters());
        place = here;
        event = entered.getRouteParameters().get("event").orElse("");
        removeAll();
        var back = Parts.link(here.revenue(), "", "tool");
        back.add(new Icon("back"));
        back.getElement().setAttribute("aria-label", "Back to the revenue");
        var scroll = new Div(column);
        scroll.addClassName("page-scroll");
        add(Parts.bar("Why this cent", back), scroll);
        show(look());
    }

    private Known look() {
        try {
            return distributions.get(Objects.requireNonNull(place).actor(), event, figures.locale());
        } catch (DomainException unknown) {
            throw new NotFoundException(unknown.detail());
        }
    }

    private void show(Known seen) {
        shown = seen;
        watching.shows(Objects.requireNonNull(place), seen);
        switch (seen) {
            case Distribution distribution -> draw(distribution);
            case Waiting waiting -> draw(waiting);
        }
    }

    private void draw(Waiting waiting) {
        var line = new Div(new H1("A refund without its payment"), Parts.state(Waiting.STATE));
        line.addClassName("head-line");
        var drawn = new Div(
                line,
                Parts.box(
                        "On its way",
                        Parts.fine(
                                "Nothing is posted until the payment is reported; this page shows it as soon as it is.")),
                refunds(
                        waiting,
                        refund -> waiting.currency()
                                .map(currency -> figures.money(-refund.amountMinor(), currency))
                                .orElseGet(() -> figures.count(-refund.amountMinor()) + " in minor units")));
        var facts = new DescriptionList();
        facts.addClassName("facts");
        Parts.fact(facts, "Event", mono(waiting.eventId()));
        Parts.fact(facts, "Recorded by", new Span(waiting.refunds().getFirst().recordedBy()));
        drawn.add(Parts.box("Where it comes from", facts));
        Redraw.into(column, drawn);
    }

    private void draw(Distribution seen) {
        var drawn = new Div(head(seen));
        if (seen.payment().pricing() == null) {
            drawn.add(waiting(seen.payment()));
        } else {
            drawn.add(
                    Parts.box(
                            "Who has what of it",
                            seen.payment().isRefunded()
                                    ? Parts.fine("Nobody has anything of it: all went back to the buyer.")
                                    : Parts.split(figures, seen.payment().currency(), seen::of, Party.values())),
                    arithmetic(seen),
                    refunds(seen, refund -> money(seen, -refund.amountMinor())),
                    ledger(seen));
        }
        drawn.add(origin(seen));
        Redraw.into(column, drawn);
    }

    private Div head(Distribution seen) {
        var payment = seen.payment();
        var reference = payment.reference();
        var about = new Paragraph();
        about.addClassName("lede");
        about.add(new Span((reference == null ? "A sale without a reference" : reference) + " · "
                + (payment.heldBy() == HeldBy.PLATFORM ? "held by the platform" : "held by the business")
                + " · "));
        about.add(Parts.time(payment.occurredAt(), "full"));
        var line = new Div(new H1(figures.money(payment.amountMinor(), payment.currency())), Parts.standing(payment));
        line.addClassName("head-line");
        var refundable = payment.state().isPosted() && !payment.isRefunded();
        if (refundable && dialogs.mayRecord(Objects.requireNonNull(place))) {
            var refund = new NativeButton("Refund", click -> refund());
            refund.addClassName("button");
            line.add(refund);
        }
        return new Div(line, about);
    }

    private void refund() {
        if (shown instanceof Distribution seen) {
            dialogs.refund(Objects.requireNonNull(place), seen.payment(), () -> show(look()));
        }
    }

    private Component waiting(Payment payment) {
        var refused = payment.refusal();
        var words = new Paragraph(
                refused == null
                        ? "It is written down and waits to be posted; this page shows it as soon as it is."
                        : refused);
        words.addClassName(refused == null ? "fine" : "failure");
        return Parts.box(refused == null ? "On its way" : "It was not posted", words);
    }

    // ---- the arithmetic ----

    private Component arithmetic(Distribution seen) {
        var payment = seen.payment();
        var pricing = Objects.requireNonNull(payment.pricing());
        var terms = seen.agreement().termsIn(payment.currency());
        var priced = Pricing.price(
                new Sale(payment.amounts(), payment.currency(), pricing.volumeBefore(), payment.contributions()),
                terms,
                pricing.referralStep());
        var steps = new OrderedList();
        steps.addClassName("sums");
        gross(steps, payment);
        bands(steps, seen, priced);
        var referrer = pricing.allocation().of(Party.REFERRER);
        var rest = priced.share() - referrer;
        var referral = terms.referral();
        if (referral != null) {
            steps.add(step(
                    "Referral, off the top",
                    money(seen, priced.share()) + " × "
                            + figures.percent(
                                    referral.terms().get(pricing.referralStep()).bps()) + " for " + referral.referrer()
                            + "; there remain " + money(seen, rest),
                    money(seen, referrer)));
        }
        fourWays(steps, seen, rest);
        steps.add(step(
                "The business",
                money(seen, payment.grossMinor()) + " − " + money(seen, priced.share())
                        + (payment.taxMinor() + payment.shippingMinor() == 0
                                ? ""
                                : " + " + money(seen, payment.taxMinor() + payment.shippingMinor())
                                        + " tax and shipping"),
                money(seen, pricing.allocation().of(Party.TENANT))));
        return Parts.box("The arithmetic", steps);
    }

    private void gross(OrderedList steps, Payment payment) {
        var passing = payment.taxMinor() + payment.shippingMinor();
        steps.add(step(
                "What was sold",
                passing == 0
                        ? "All that was paid; there is no tax or shipping in it"
                        : figures.money(payment.amountMinor(), payment.currency()) + " − "
                                + figures.money(payment.taxMinor(), payment.currency()) + " tax − "
                                + figures.money(payment.shippingMinor(), payment.currency())
                                + " shipping, which pass on whole",
                figures.money(payment.grossMinor(), payment.currency())));
    }

    private void bands(OrderedList steps, Distribution seen, PricedSale priced) {
        var pricing = Objects.requireNonNull(seen.payment().pricing());
        var sum = priced.slices().stream()
                .map(slice -> money(seen, slice.minor()) + " × " + figures.percent(slice.bps()))
                .collect(Collectors.joining(" + "));
        var volume = "The month stood at " + money(seen, pricing.volumeBefore()) + " before";
        steps.add(step(
                "The share",
                (sum.isEmpty() ? "Nothing" : sum)
                        + (priced.slices().size() > 1
                                ? " = " + figures.percent(pricing.rate().effectiveBps())
                                : "")
                        + ", rounded once, half a unit to the business. " + volume + ". " + agreement(seen),
                money(seen, priced.share())));
    }

    private String agreement(Distribution seen) {
        return seen.agreement().version() == 0
                ? "Standard agreement."
                : "Agreement version " + seen.agreement().version() + ", in force since "
                        + figures.day(seen.agreement().effectiveFrom()) + ".";
    }

    private void fourWays(OrderedList steps, Distribution seen, long rest) {
        var allocation = Objects.requireNonNull(seen.payment().pricing()).allocation();
        steps.add(step(
                "Platform",
                money(seen, rest) + " × " + figures.percent(5_000),
                money(seen, allocation.of(Party.PLATFORM))));
        steps.add(step(
                "Human partners",
                money(seen, rest) + " × " + figures.percent(3_000) + inner(seen, Party.HUMAN, "the partner pool"),
                money(seen, allocation.of(Party.HUMAN))));
        steps.add(step(
                "AI agents",
                money(seen, rest) + " × " + figures.percent(1_500) + inner(seen, Party.AI, "the AI development fund"),
                money(seen, allocation.of(Party.AI))));
        steps.add(step(
                "Justice Fund",
                money(seen, rest) + " × " + figures.percent(500),
                money(seen, allocation.of(Party.JUSTICE))));
    }

    /** Among whom a part was divided, by largest remainder. */
    private String inner(Distribution seen, Party party, String pool) {
        return Objects.requireNonNull(seen.payment().pricing()).allocation().parts().entrySet().stream()
                .filter(part -> part.getKey().party() == party)
                .map(part -> money(seen, part.getValue()) + " for " + name(part.getKey(), pool))
                .collect(Collectors.joining(", ", ": ", ""));
    }

    private static String name(Recipient recipient, String pool) {
        return recipient.who().isEmpty() ? pool : recipient.who();
    }

    private static ListItem step(String name, String how, String result) {
        var title = new Span(name);
        title.addClassName("sum-name");
        var words = new Span(how);
        words.addClassName("sum-how");
        var sum = new Span(result);
        sum.addClassNames("sum-result", "n");
        return new ListItem(title, words, sum);
    }

    private String money(Distribution seen, long minor) {
        return figures.money(minor, seen.payment().currency());
    }

    // ---- refunds, postings, origin ----

    private Component refunds(Known seen, Function<Refund, String> amount) {
        if (seen.refunds().isEmpty()) {
            return new Span();
        }
        var table = new Table(
                "Refunds",
                Table.head("Why"),
                Table.head("When", "wide-only"),
                Table.head("State"),
                Table.head("Amount", "n"));
        for (Refund refund : seen.refunds()) {
            var refusal = refund.refusal();
            table.row(
                    new Span((refusal == null ? refund.reason() : refund.reason() + " (" + refusal + ")")
                            + countsIn(seen, refund)),
                    Parts.time(refund.createdAt(), "stamp"),
                    Parts.state(refund.state().word()),
                    new Span(amount.apply(refund)));
        }
        return Parts.box("Refunds", table);
    }

    /** Said when it is another month than its sale's. */
    private String countsIn(Known seen, Refund refund) {
        var month = refund.month();
        var sold = seen instanceof Distribution distribution
                ? distribution.payment().pricing()
                : null;
        return month == null || sold == null || sold.month().equals(month)
                ? ""
                : ", counts in " + figures.month(YearMonth.from(month));
    }

    private Component ledger(Distribution seen) {
        var table = new Table(
                "Postings in the ledger",
                Table.head("Account"),
                Table.head("Because", "because"),
                Table.head("Amount", "n"));
        table.addClassName("stacked");
        for (var line : seen.lines()) {
            var account = new Span(line.account());
            account.addClassName("mono");
            var kind = Parts.soft(line.kind() + " · " + line.state());
            kind.addClassName("under");
            table.row(new Span(account, kind), new Span(line.because()), new Span(money(seen, line.minor())));
        }
        return Parts.box(
                "Every posting",
                Parts.fine("Credit is what somebody is owed. The lines of a transaction add up to zero."),
                table);
    }

    private Component origin(Distribution seen) {
        var payment = seen.payment();
        var facts = new DescriptionList();
        facts.addClassName("facts");
        Parts.fact(facts, "Event", mono(payment.eventId()));
        Parts.fact(facts, "Recorded by", new Span(payment.recordedBy()));
        said(payment.said()).ifPresent(link -> Parts.fact(facts, "Said in", link));
        said(payment.message()).ifPresent(link -> Parts.fact(facts, "Announced in", link));
        var pricing = payment.pricing();
        if (pricing != null) {
            Parts.fact(facts, "Counts in", new Span(figures.month(YearMonth.from(pricing.month()))));
            Parts.fact(facts, "Posted", Parts.time(pricing.postedAt(), "full"));
            if (payment.heldBy() == HeldBy.PLATFORM) {
                Parts.fact(facts, "Available from", Parts.time(pricing.availableAt(), "full"));
            }
        }
        if (viewer.operator()) {
            Parts.fact(facts, "Run in Temporal", run(seen.workflowId()));
        } else {
            Parts.fact(facts, "Posted by the run", mono(seen.workflowId()));
        }
        return Parts.box("Where it comes from", facts);
    }

    private Component run(String workflowId) {
        return temporal.run(workflowId)
                .<Component>map(address -> {
                    var run = new Anchor(address, workflowId);
                    run.setTarget(AnchorTarget.BLANK);
                    run.setRouterIgnore(true);
                    run.getElement().setAttribute("rel", "noopener");
                    run.addClassName("mono");
                    run.add(new Icon("out"));
                    return run;
                })
                .orElseGet(() -> mono(workflowId));
    }

    private static Span mono(String words) {
        var mono = new Span(words);
        mono.addClassName("mono");
        return mono;
    }

    /** A link to a message, for who may see its channel. */
    private Optional<Anchor> said(@Nullable MessageId id) {
        var here = Objects.requireNonNull(place);
        if (id == null || here.place() == null) {
            return Optional.empty();
        }
        try {
            var message = messages.get(here.actor(), id);
            var channel = access.channel(here.actor(), message.channel()).channel();
            return Optional.of(Parts.link(
                    Addresses.channel(here.place().space().slug(), channel.name()) + "?m=" + message.seq(),
                    "#" + channel.name()));
        } catch (DomainException notForThem) {
            return Optional.empty();
        }
    }

    @Override
    public String getPageTitle() {
        return "Why this cent · Revenue";
    }
}
