package co.kendev.spaces.revenue;

import co.kendev.spaces.approvals.Approved;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.onboarding.Checklists;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.SetupFee;
import co.kendev.spaces.spaces.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps what building a space costs: shown where everybody arrives, and divided once, when it is paid. */
@Component
public class SetupFees {
    static final String KIND = "setup-fee";
    static final String SUBSIDY = "subsidy";
    private static final Logger LOG = LoggerFactory.getLogger(SetupFees.class);

    private final Tx tx;
    private final FeeRows rows;
    private final FeeCard card;
    private final Books books;
    private final Agreements agreements;
    private final PartyAccounts accounts;
    private final JusticeFund fund;
    private final Ledger ledger;
    private final Checklists checklists;
    private final Tenants tenants;
    private final Tellers tellers;
    private final BusinessTime time;

    SetupFees(
            Tx tx,
            FeeRows rows,
            FeeCard card,
            Books books,
            Agreements agreements,
            PartyAccounts accounts,
            JusticeFund fund,
            Ledger ledger,
            Checklists checklists,
            Tenants tenants,
            Tellers tellers,
            BusinessTime time) {
        this.tx = tx;
        this.rows = rows;
        this.card = card;
        this.books = books;
        this.agreements = agreements;
        this.accounts = accounts;
        this.fund = fund;
        this.ledger = ledger;
        this.checklists = checklists;
        this.tenants = tenants;
        this.tellers = tellers;
        this.time = time;
    }

    /** The fee of the actor's tenant with what is to be paid now, if one was agreed; for whoever may see its money. */
    public Optional<Fee> of(Actor actor) {
        tellers.requireReading(actor);
        return tx.read(actor.scope(), () -> rows.find(actor.tenant()).map(this::asOfNow));
    }

    private Fee asOfNow(Fee fee) {
        return fee.received() == null ? fee.offering(fund.holds(fee.amount().currency())) : fee;
    }

    /** What an agreement says of the fee counts until it is paid, in the transaction that adopts it. */
    void agreed(Approved<AgreementProposal> approved) {
        var id = approved.tenant();
        var terms = approved.body().terms();
        var amount = terms.setupFee();
        if (amount == null) {
            return;
        }
        var tenant = tenants.get(id);
        books.lock(id);
        var known = rows.lock(id);
        if (known.isEmpty()) {
            var fee = asOfNow(new Fee(id, amount, terms.subsidyPercent(), 0, 1, null, null));
            rows.insert(fee, time.now());
            rows.update(fee.shownIn(card.post(tenant, fee)));
        } else if (known.get().received() == null) {
            var fee = asOfNow(known.get().with(amount, terms.subsidyPercent()));
            rows.update(fee);
            card.redraw(tenant, fee);
        }
    }

    /**
     * Writes down that the fee was paid, and divides it: once, however often it is said. What the Justice Fund has of its part it
     * gives first.
     *
     * @param payableMinor what was paid; null for what was last shown
     * @throws DomainException FORBIDDEN for anybody but the owner and operators; NOT_FOUND without a fee; GONE when the tenant is
     *     not open; CONFLICT when another amount is to be paid by now, which is shown then
     */
    public Payments.Taken<Fee> receive(Actor actor, @Nullable Long payableMinor) {
        if (!mayRecord(actor)) {
            throw DomainException.forbidden("Only the owner and operators record the payment of the setup fee.");
        }
        var tenant = tellers.open(actor.tenant());
        return tx.write(actor.scope(), () -> {
            var book = books.lock(tenant.id());
            var fee = rows.lock(tenant.id()).orElseThrow(() -> DomainException.notFound("The setup fee"));
            if (fee.received() != null) {
                return new Payments.Taken<>(fee, false);
            }

            var has = fee.subsidyPercent() == 0 ? 0 : fund.locked(fee.amount().currency());
            var due = fee.offering(has);
            if (due.payableMinor() != (payableMinor == null ? fee.payableMinor() : payableMinor)) {
                tx.afterRollback(() -> showAnew(tenant));
                throw otherAmount(due);
            }

            var paid = due.paid(post(tenant, book, due, actor));
            rows.update(paid);

            tx.write(Scope.of(tenant.id()), () -> checklists.tick(tenant.id(), FeeCard.BLOCK, actor.name()));
            card.redraw(tenant, paid);
            card.announce(tenant, paid);
            LOG.info("Setup fee of {}: {} received", tenant.slug(), fee.amount().inWords());
            return new Payments.Taken<>(paid, true);
        });
    }

    /** Whether the actor may say that the fee was paid. */
    public boolean mayRecord(Actor actor) {
        return actor.operator() || tellers.role(actor) == Role.OWNER;
    }

    private static DomainException otherAmount(Fee due) {
        var payable = new Money(due.payableMinor(), due.amount().currency()).text();
        var subsidy = new Money(due.subsidyMinor(), due.amount().currency()).text();
        return new DomainException(
                ErrorCode.CONFLICT,
                due.subsidyPercent() == 0
                        ? payable + " is to be paid. Record it when that was paid."
                        : payable + " is to be paid now, because the Justice Fund can give " + subsidy
                                + ". Record it when that was paid.");
    }

    /** Whoever was refused sees why, and may press again. */
    private void showAnew(Tenant tenant) {
        tx.write(Scope.of(tenant.id()), () -> {
            books.lock(tenant.id());
            var fee = rows.lock(tenant.id()).orElseThrow();
            if (fee.received() == null) {
                var now = asOfNow(fee.with(fee.amount(), fee.subsidyPercent()));
                rows.update(now);
                card.redraw(tenant, now);
            }
        });
    }

    private Fee.Received post(Tenant tenant, Books.Book book, Fee fee, Actor actor) {
        var currency = fee.amount().currency();
        var now = time.now();
        // of the hour that has begun: what is given and taken counts at once
        var at = now.truncatedTo(ChronoUnit.HOURS);
        var terms = agreements
                .at(
                        tenant,
                        book.agreementVersion(),
                        now.atZone(tenant.timeZone()).toLocalDate())
                .terms();
        var split = SetupFee.of(fee.amount().minor(), fee.subsidyPercent(), fee.offeredMinor(), terms.partners());

        var pot = PartyAccounts.setupFee(tenant, currency);
        if (split.subsidy() > 0) {
            record(
                    tenant,
                    SUBSIDY,
                    now,
                    List.of(
                            new Line(PartyAccounts.justice(currency), -split.subsidy(), SUBSIDY, at),
                            new Line(pot, split.subsidy(), SUBSIDY, at)));
        }
        var lines = new ArrayList<Line>();
        if (split.payable() > 0) {
            lines.add(new Line(PartyAccounts.clearing(currency), -split.payable(), KIND, at));
        }
        if (split.subsidy() > 0) {
            lines.add(new Line(pot, -split.subsidy(), SUBSIDY, at));
        }
        split.allocation()
                .parts()
                .forEach((recipient, minor) ->
                        lines.add(new Line(accounts.of(tenant, recipient, currency), minor, KIND, at)));
        return new Fee.Received(
                split.subsidy(), split.allocation(), record(tenant, KIND, now, lines), actor.name(), now);
    }

    private UUID record(Tenant tenant, String kind, Instant now, List<Line> lines) {
        return ledger.post(new NewTransaction(
                        tenant.id(),
                        kind.equals(KIND) ? KIND : KIND + "/" + kind,
                        kind,
                        now,
                        null,
                        "Setup fee of " + tenant.name(),
                        lines))
                .id();
    }
}
