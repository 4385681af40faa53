package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Division;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.PricedSale;
import co.kendev.spaces.revenue.pricing.Pricing;
import co.kendev.spaces.revenue.pricing.Recipient;
import co.kendev.spaces.revenue.pricing.Refunding;
import co.kendev.spaces.revenue.pricing.Sale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Divides payments and takes refunds back: priced, posted and announced in one transaction. */
@Component
public class Distributions {
    /** One transaction of this many takes well under the time an activity has. */
    public static final int GATHERED_MAX = 200;

    /** Millions of payments below this leave room in every account that has any. */
    private static final long HUGE = 1_000_000_000_000L;

    /** Longer than a run takes that is not lost. */
    private static final Duration RUN_USUAL = Duration.ofSeconds(10);

    /** Longer than a run takes when the machine is not busy. */
    private static final Duration RUN_SHORT = Duration.ofMillis(500);

    private static final String OWN = "/" + Payments.KIND + "/";
    private static final String BATCH = "/distribution-batch/";
    private static final String NOTHING_TO_GIVE_BACK = "The payment was refused, so there is nothing to give back.";

    private static final Logger LOG = LoggerFactory.getLogger(Distributions.class);

    private final Tx tx;
    private final PaymentRows rows;
    private final Books books;
    private final Agreements agreements;
    private final PartyAccounts accounts;
    private final JusticeFund fund;
    private final Ledger ledger;
    private final Announcer announcer;
    private final Explanations explanations;
    private final Tenants tenants;
    private final Tellers tellers;
    private final BusinessTime time;
    private final Clock clock;

    Distributions(
            Tx tx,
            PaymentRows rows,
            Books books,
            Agreements agreements,
            PartyAccounts accounts,
            JusticeFund fund,
            Ledger ledger,
            Announcer announcer,
            Explanations explanations,
            Tenants tenants,
            Tellers tellers,
            BusinessTime time,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.books = books;
        this.agreements = agreements;
        this.accounts = accounts;
        this.fund = fund;
        this.ledger = ledger;
        this.announcer = announcer;
        this.explanations = explanations;
        this.tenants = tenants;
        this.tellers = tellers;
        this.time = time;
        this.clock = clock;
    }

    /** Finds the runs that post an event: those that have it already, or one of its own. */
    public List<Run> dispatch(TenantId tenantId, String eventId) {
        return tx.write(Scope.of(tenantId), () -> {
            var tenant = tenants.get(tenantId);
            if (rows.isUnassigned(tenantId, eventId)) {
                rows.lockRuns(tenantId);
                if (rows.isUnassigned(tenantId, eventId)) {
                    rows.assignEvent(tenantId, eventId, freeRun(tenant, eventId));
                }
            }
            return rows.runsOf(tenantId, eventId).stream()
                    .map(run -> run(tenant, eventId, run))
                    .toList();
        });
    }

    /** Whether a run that gathered payments of a tenant a moment ago has not posted them yet; one that is lost is soon forgotten. */
    public boolean isPosting(TenantId tenantId) {
        return tx.read(Scope.of(tenantId), () -> {
            var batch = tenants.get(tenantId).slug() + BATCH;
            // an id says when it was made
            var oldest = Ids.lowest(clock.instant().minus(RUN_USUAL));
            return rows.isQueuedBetween(tenantId, batch + oldest, batch + Ids.next());
        });
    }

    /** Whether a payment of a tenant waits in a run of its own for longer than it would if runs came to their turn at once. */
    public boolean isBehind(TenantId tenantId) {
        var now = clock.instant();
        return tx.read(
                Scope.of(tenantId),
                () -> rows.isQueuedIn(
                        tenantId, tenants.get(tenantId).slug() + OWN, now.minus(RUN_USUAL), now.minus(RUN_SHORT)));
    }

    /** Gives what waits of a tenant to one run, at most {@link #GATHERED_MAX}; empty when nothing waits. */
    public Optional<Run> gather(TenantId tenantId) {
        return tx.write(Scope.of(tenantId), () -> {
            var tenant = tenants.get(tenantId);
            var run = tenant.slug() + BATCH + Ids.next();
            // one after another: two that gather at once would take every other payment each
            rows.lockRuns(tenantId);
            return rows.assign(tenantId, run, GATHERED_MAX) == 0
                    ? Optional.<Run>empty()
                    : Optional.of(run(tenant, run, run));
        });
    }

    /**
     * The payment's own id for the run that has it. What comes later is numbered by the refunds there are: each run is for one at
     * least that none before it had, so that no id comes again, and one that Temporal knows is never met.
     */
    private String freeRun(Tenant tenant, String eventId) {
        var own = ownRun(tenant, eventId);
        var payment = rows.get(tenant.id(), eventId);
        return payment.state() == Payment.State.QUEUED && payment.workflowId() == null
                ? own
                : own + "/" + (rows.refunds(tenant.id(), eventId).size() + 1);
    }

    private static String ownRun(Tenant tenant, String eventId) {
        return tenant.slug() + OWN + eventId;
    }

    private Run run(Tenant tenant, String eventId, String workflowId) {
        if (workflowId.startsWith(tenant.slug() + BATCH)) {
            return new Run(workflowId, tenant.slug(), tenant.name(), workflowId, "many payments", null);
        }
        var payment = rows.find(tenant.id(), eventId).orElseThrow();
        var words = new Money(payment.amountMinor(), payment.currency()).text();
        return payment.state() == Payment.State.QUEUED
                ? new Run(workflowId, tenant.slug(), tenant.name(), eventId, words, payment.amountMinor())
                : new Run(workflowId, tenant.slug(), tenant.name(), eventId, "refund of " + words, null);
    }

    /**
     * Posts what names a run: all of it in one transaction, or, when one of many cannot be posted, each in its own, so that it is
     * refused alone. What an attempt before did is answered once more.
     */
    public Outcome post(TenantId tenantId, String run) {
        try {
            var outcome = tx.write(Scope.of(tenantId), () -> new Posting(tenants.get(tenantId), run).all());
            return outcome.posted() > 0 ? outcome : done(tenants.get(tenantId), run);
        } catch (DomainException refusal) {
            LOG.debug("{} is posted one by one: {}", run, refusal.detail());
            var tenant = tenants.get(tenantId);
            oneByOne(tenant, run);
            return done(tenant, run);
        }
    }

    /** What the rows of a run say was done, by whichever attempt. */
    private Outcome done(Tenant tenant, String run) {
        return tx.read(Scope.of(tenant.id()), () -> rows.done(tenant.id(), run));
    }

    private void oneByOne(Tenant tenant, String run) {
        var scope = Scope.of(tenant.id());
        for (var payment : tx.write(scope, () -> rows.ofRun(tenant.id(), run))) {
            attempt(scope, () -> new Posting(tenant, run).only(payment), reason -> refuse(tenant, payment, reason));
        }
        for (var refund : tx.write(scope, () -> rows.refundsOfRun(tenant.id(), run))) {
            attempt(scope, () -> new Posting(tenant, run).only(refund), reason -> refuse(tenant, refund, reason));
        }
    }

    private void attempt(Scope scope, Runnable posting, Consumer<String> refuse) {
        try {
            tx.write(scope, posting);
        } catch (DomainException refusal) {
            tx.write(scope, () -> refuse.accept(refusal.detail()));
        }
    }

    /** With the book locked: a refund that is just sent to wait for the payment is settled with it. */
    private void refuse(Tenant tenant, Payment payment, String reason) {
        books.lock(tenant.id());
        if (rows.refused(payment, reason)) {
            rows.refuseWaiting(payment, NOTHING_TO_GIVE_BACK);
        }
    }

    private void refuse(Tenant tenant, Refund refund, String reason) {
        books.lock(tenant.id());
        rows.refused(refund, reason);
    }

    /** What is known of an event, for whoever may see the money; NOT_FOUND for one that was never reported. */
    public Known get(Actor actor, String eventId) {
        return get(actor, eventId, Locale.US);
    }

    /** The same, with the figures of its reasons as the reader's language writes them. */
    public Known get(Actor actor, String eventId, Locale locale) {
        tellers.requireReading(actor);
        return find(actor.tenant(), eventId, locale).orElseThrow(() -> DomainException.notFound("The payment"));
    }

    /** What is known of an event, whoever asks. */
    public Optional<Known> find(TenantId tenantId, String eventId) {
        return find(tenantId, eventId, Locale.US);
    }

    private Optional<Known> find(TenantId tenantId, String eventId, Locale locale) {
        return tx.read(Scope.of(tenantId), () -> {
            var tenant = tenants.get(tenantId);
            var payment = rows.find(tenantId, eventId);
            if (payment.isPresent()) {
                return Optional.of(view(tenant, payment.get(), locale));
            }
            var refunds = rows.refunds(tenantId, eventId);
            return refunds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Waiting(eventId, refunds, ownRun(tenant, eventId)));
        });
    }

    /** How a payment was divided, whoever asks. */
    public Optional<Distribution> of(TenantId tenantId, String eventId) {
        return tx.read(Scope.of(tenantId), () -> {
            var tenant = tenants.get(tenantId);
            return rows.find(tenantId, eventId).map(payment -> view(tenant, payment, Locale.US));
        });
    }

    /** How a payment that was just read is divided, whoever asks. */
    public Distribution of(Payment payment) {
        return tx.read(Scope.of(payment.tenant()), () -> view(tenants.get(payment.tenant()), payment, Locale.US));
    }

    private Distribution view(Tenant tenant, Payment payment, Locale locale) {
        var refunds = rows.refunds(tenant.id(), payment.eventId());
        var newest = books.get(tenant.id()).agreementVersion();
        var pricing = payment.pricing();
        var agreement = pricing == null
                ? agreements.at(tenant, newest, dayOf(tenant, payment))
                : agreements.version(tenant, pricing.agreementVersion());
        var net = pricing == null ? Allocation.NOTHING : pricing.allocation();
        for (var refund : refunds) {
            if (refund.allocation() != null) {
                net = net.plus(refund.allocation());
            }
        }
        var workflow = payment.workflowId() == null ? ownRun(tenant, payment.eventId()) : payment.workflowId();
        return new Distribution(
                payment,
                refunds,
                agreement,
                net,
                explanations.lines(tenant, payment, refunds, agreement, locale),
                workflow);
    }

    private static LocalDate dayOf(Tenant tenant, Payment payment) {
        return payment.occurredAt().atZone(tenant.timeZone()).toLocalDate();
    }

    /** One transaction in which payments and refunds of a tenant are posted, with its book locked. */
    private final class Posting {
        private final Tenant tenant;
        private final String run;
        private final Books.Book book;
        private final Instant now = time.now();
        /** For lines that are available as they are posted: the ledger counts by the hour, and rounds up. */
        private final Instant atOnce = now.truncatedTo(ChronoUnit.HOURS);

        private final Map<Volume, Long> volumes = new HashMap<>();
        /** Priced, and not in the ledger yet. */
        private final Map<Currency, Long> coming = new HashMap<>();

        private final Map<String, Payment> posted = new LinkedHashMap<>();
        private final List<Refund> refunded = new ArrayList<>();

        Posting(Tenant tenant, String run) {
            this.tenant = tenant;
            this.run = run;
            this.book = books.lock(tenant.id());
        }

        Outcome all() {
            post(rows.ofRun(tenant.id(), run));
            for (var refund : rows.refundsOfRun(tenant.id(), run)) {
                post(refund);
            }
            finish();
            var sums = posted.values().stream().map(Payment::money).toList();
            return new Outcome(sums, refunded.size(), 0);
        }

        /** Nothing, when another attempt of the run was faster. */
        void only(Payment listed) {
            rows.queued(listed).ifPresent(queued -> {
                post(List.of(queued));
                finish();
            });
        }

        /** Nothing, when another attempt of the run was faster. */
        void only(Refund listed) {
            rows.queued(listed, run).ifPresent(queued -> {
                post(queued);
                finish();
            });
        }

        private void finish() {
            volumes.forEach((key, net) -> books.volume(tenant.id(), key.month(), key.currency(), net));
            announcer.announce(tenant, book, List.copyOf(posted.values()), refunded);
        }

        /** Prices payments one after another, and has all of them recorded with one statement each: in the ledger, on their rows. */
        private void post(List<Payment> payments) {
            var priced = payments.stream().map(this::price).toList();
            var recorded = ledger.postAll(priced.stream().map(Priced::entry).toList());
            for (var i = 0; i < payments.size(); i++) {
                var done = priced.get(i).posted(recorded.get(i).id(), now);
                posted.put(done.eventId(), done);
            }
            rows.posted(tenant.id(), posted.values());
            rows.wake(tenant.id(), posted.keySet(), run);
        }

        private Priced price(Payment payment) {
            var currency = payment.currency();
            var day = dayOf(tenant, payment);
            var agreement = agreements.at(tenant, book.agreementVersion(), day);
            var month = book.countsIn(day);
            var volume = volume(month, currency.getCurrencyCode());
            requireRoom(payment, volume);
            var step = agreement.referralStep(day);
            var priced = Pricing.price(
                    new Sale(payment.amounts(), currency, volume, payment.contributions()),
                    agreement.termsIn(currency),
                    step);
            volumes.put(new Volume(month, currency.getCurrencyCode()), Math.addExact(volume, payment.grossMinor()));

            var availableAt = Line.upToTheHour(
                    payment.occurredAt().plus(Duration.ofDays(agreement.terms().holdDays())));
            var entry = new NewTransaction(
                    tenant.id(),
                    "payment/" + payment.eventId(),
                    "payment",
                    effective(payment.occurredAt(), month),
                    null,
                    payment.reference() == null ? payment.eventId() : payment.reference(),
                    saleLines(payment, priced.allocation(), availableAt));
            return new Priced(payment, agreement.version(), month, volume, priced, step, availableAt, entry);
        }

        private void post(Refund refund) {
            var payment = Optional.ofNullable(posted.get(refund.eventId()))
                    .orElseGet(() -> rows.get(tenant.id(), refund.eventId()));
            var pricing = payment.pricing();
            if (payment.state() == Payment.State.REFUSED) {
                throw new DomainException(ErrorCode.CONFLICT, NOTHING_TO_GIVE_BACK);
            }
            if (pricing == null) {
                // another run has the payment: whoever posts it finds the refund
                rows.await(refund);
                return;
            }
            var reported = refund.currency();
            Refund.requireCurrencyOf(payment, reported == null ? null : reported.getCurrencyCode());
            var earlier = rows.refunds(tenant.id(), refund.eventId()).stream()
                    .filter(other -> other.state() == Refund.State.POSTED)
                    .toList();
            var before = Refund.given(earlier);
            var part = refund.partOf(payment, before);
            var terms = agreements.version(tenant, pricing.agreementVersion()).terms();
            var division = Division.of(terms, pricing.referralStep(), pricing.rate(), payment.contributions());
            var reversal = Refunding.reverse(division, payment.amounts(), before, part);

            var month = book.countsIn(pricing.month());
            var recorded = ledger.post(new NewTransaction(
                    tenant.id(),
                    "refund/" + refund.eventId() + "/" + refund.refundId(),
                    "refund",
                    now,
                    pricing.ledgerTransaction(),
                    refund.reason(),
                    refundLines(payment, pricing, refund, reversal.change())));
            rows.refundPosted(refund, month, reversal.change(), recorded.id(), now);
            var volume = volume(month, payment.currency().getCurrencyCode());
            volumes.put(
                    new Volume(month, payment.currency().getCurrencyCode()), Math.subtractExact(volume, part.gross()));
            refunded.add(refund.posted(month, reversal.change(), recorded.id(), now));
        }

        /** Refuses what the books could not count any more. Payments that are not huge cannot bring an account near that. */
        private void requireRoom(Payment payment, long volume) {
            if (payment.grossMinor() > Books.MINOR_MAX - volume) {
                throw new DomainException(
                        ErrorCode.CONFLICT,
                        "With this payment the sales of the month would pass 10^18 minor units, more than the books count.");
            }
            if (payment.amountMinor() > HUGE) {
                var own = ledger.balance(PartyAccounts.tenant(tenant, payment.currency()));
                var taken = own.total() + coming.getOrDefault(payment.currency(), 0L);
                if (payment.amountMinor() > Books.MINOR_MAX - taken) {
                    throw new DomainException(
                            ErrorCode.CONFLICT,
                            "With this payment the account of " + tenant.name()
                                    + " would pass 10^18 minor units, more than the books count.");
                }
            }
            coming.merge(payment.currency(), payment.amountMinor(), Long::sum);
        }

        private List<Line> saleLines(Payment payment, Allocation allocation, Instant availableAt) {
            var lines = new ArrayList<Line>();
            var own = PartyAccounts.tenant(tenant, payment.currency());
            boolean held = payment.heldBy() == HeldBy.PLATFORM;
            lines.add(
                    held
                            ? new Line(
                                    PartyAccounts.clearing(payment.currency()),
                                    -payment.amountMinor(),
                                    "payment",
                                    atOnce)
                            : new Line(own, -payment.amountMinor(), "custody", atOnce));
            allocation
                    .parts()
                    .forEach((recipient, minor) -> lines.add(new Line(
                            accounts.of(tenant, recipient, payment.currency()),
                            minor,
                            kind(recipient),
                            availability(recipient, held, availableAt))));
            return lines;
        }

        private Instant availability(Recipient recipient, boolean held, Instant availableAt) {
            if (held) {
                return availableAt;
            }
            // what the tenant took is theirs at once; everybody else's part is there when the tenant has paid its share
            return recipient.party() == Party.TENANT ? atOnce : Ledger.NEVER;
        }

        private List<Line> refundLines(Payment payment, Payment.Pricing pricing, Refund refund, Allocation change) {
            var lines = new ArrayList<Line>();
            boolean held = payment.heldBy() == HeldBy.PLATFORM;
            boolean pending = payment.state() == Payment.State.PENDING;
            lines.add(
                    held
                            ? new Line(
                                    PartyAccounts.clearing(payment.currency()), refund.amountMinor(), "refund", atOnce)
                            : new Line(
                                    PartyAccounts.tenant(tenant, payment.currency()),
                                    refund.amountMinor(),
                                    "custody",
                                    atOnce));
            change.parts()
                    .forEach((recipient, minor) -> lines.add(new Line(
                            accounts.of(tenant, recipient, payment.currency()),
                            minor,
                            minor > 0 ? "rounding" : "refund",
                            pending ? availability(recipient, held, pricing.availableAt()) : atOnce)));
            return fund.covered(lines);
        }

        private static String kind(Recipient recipient) {
            if (recipient.equals(Recipient.TENANT)) {
                return "sale";
            }
            return recipient.party() == Party.TENANT ? recipient.who() : "share";
        }

        private long volume(LocalDate month, String currency) {
            return volumes.computeIfAbsent(
                    new Volume(month, currency), key -> books.volume(tenant.id(), key.month(), key.currency()));
        }

        /** When it counts: a late event on the first day of the month that was open for it. */
        private Instant effective(Instant occurredAt, LocalDate month) {
            var first = month.atStartOfDay(tenant.timeZone()).toInstant();
            return occurredAt.isBefore(first) ? first : occurredAt;
        }
    }

    private record Volume(LocalDate month, String currency) {}

    /** A payment that only has to be recorded. */
    private record Priced(
            Payment payment,
            int version,
            LocalDate month,
            long volumeBefore,
            PricedSale sale,
            int step,
            Instant availableAt,
            NewTransaction entry) {
        Payment posted(UUID transaction, Instant at) {
            var state = payment.heldBy() == HeldBy.PLATFORM && !availableAt.isAfter(at)
                    ? Payment.State.AVAILABLE
                    : Payment.State.PENDING;
            return payment.posted(
                    new Payment.Pricing(
                            version,
                            month,
                            volumeBefore,
                            sale.division().rate(),
                            step,
                            sale.allocation(),
                            availableAt,
                            transaction,
                            at),
                    state);
        }
    }

    /**
     * A workflow that posts payments.
     *
     * @param entity what it is about, for operators' searches
     * @param amountMinor of the one payment; null for a run that gathers many, and for refunds
     */
    public record Run(
            String workflowId,
            String tenantSlug,
            String businessName,
            String entity,
            String words,
            @Nullable Long amountMinor) {}

    /**
     * What was posted.
     *
     * @param payments the amounts of the payments
     */
    public record Outcome(List<Money> payments, int refunds, int refused) {
        public Outcome {
            payments = List.copyOf(payments);
        }

        public int posted() {
            return payments.size() + refunds;
        }

        /** For example {@code $1,200.00 · posted}. */
        public String words() {
            if (posted() == 0) {
                return refused == 0 ? "nothing was left to post" : refused + " refused";
            }
            var what = payments.size() == 1
                    ? payments.getFirst().text()
                    : payments.isEmpty()
                            ? refunds + (refunds == 1 ? " refund" : " refunds")
                            : payments.size() + " payments";
            return what + " · posted" + (refused == 0 ? "" : ", " + refused + " refused");
        }
    }
}
