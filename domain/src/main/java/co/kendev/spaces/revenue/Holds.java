package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.HoldRows.Owed;
import co.kendev.spaces.revenue.HoldRows.Released;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends holds. What the platform holds becomes available; the share of a sale whose money the tenant took is netted against what
 * the tenant earned, and then everybody's part of it is available too.
 */
@Component
public class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    /** Rows of one transaction and tenant; what is left is found by the next round. */
    private static final int RELEASED_MAX = 5_000;
    /** Each of them is a transaction in the ledger. */
    private static final int NETTED_MAX = 200;

    private final Tx tx;
    private final HoldRows holds;
    private final PaymentRows payments;
    private final Books books;
    private final Ledger ledger;
    private final Tenants tenants;
    private final Announcer announcer;
    private final BusinessTime time;

    Holds(
            Tx tx,
            HoldRows holds,
            PaymentRows payments,
            Books books,
            Ledger ledger,
            Tenants tenants,
            Announcer announcer,
            BusinessTime time) {
        this.tx = tx;
        this.holds = holds;
        this.payments = payments;
        this.books = books;
        this.ledger = ledger;
        this.tenants = tenants;
        this.announcer = announcer;
        this.time = time;
    }

    /** Ends every hold that is over, of every tenant; returns how many payments became available. */
    public int release() {
        int released = 0;
        for (var tenant : holds.tenantsWithDue(time.now())) {
            try {
                released += release(tenant);
            } catch (DomainException refusal) {
                LOG.warn("The holds of {} stay: {}", tenant, refusal.detail());
            }
        }
        return released;
    }

    /** Ends the holds of a tenant that are over, and says so; harmless when nothing is due. */
    int release(TenantId id) {
        return tx.write(Scope.of(id), () -> {
            var tenant = tenants.get(id);
            books.lock(id);
            var now = time.now();

            var released = holds.release(id, now, RELEASED_MAX);
            var netted = net(tenant, now);

            if (!released.isEmpty() || !netted.isEmpty()) {
                announcer.say(tenant, "revenue/hold/" + Ids.next(), words(released, netted), null, null);
            }
            return count(released) + count(netted);
        });
    }

    /** Oldest first, as far as the tenant's earnings reach. */
    private List<Released> net(Tenant tenant, Instant now) {
        var hour = now.truncatedTo(ChronoUnit.HOURS);
        // what was posted in this hour is not in the available balance yet
        var due = holds.due(tenant.id(), now, hour, NETTED_MAX);
        if (due.isEmpty()) {
            return List.of();
        }
        var earned = earnings(tenant, hour);
        var netted = new LinkedHashMap<Currency, Released>();
        for (var sale : due) {
            var left = earned.getOrDefault(sale.currency(), 0L);
            if (sale.share() > Math.max(left, 0)) {
                // the oldest waits, and so do all behind it
                earned.put(sale.currency(), 0L);
                continue;
            }
            settle(tenant, sale, hour);
            earned.put(sale.currency(), left - sale.share());
            netted.merge(
                    sale.currency(),
                    new Released(sale.currency(), 1, sale.share()),
                    (one, other) -> new Released(
                            one.currency(), one.payments() + other.payments(), one.minor() + other.minor()));
        }
        return List.copyOf(netted.values());
    }

    /** What the tenant has earned before its shares: its balance is less by all that it owes already. */
    private Map<Currency, Long> earnings(Tenant tenant, Instant hour) {
        var earned = new HashMap<Currency, Long>();
        holds.owed(tenant.id(), hour)
                .forEach((currency, owed) -> earned.put(
                        currency,
                        Math.addExact(
                                ledger.balance(PartyAccounts.tenant(tenant, currency))
                                        .available(),
                                owed)));
        return earned;
    }

    private void settle(Tenant tenant, Owed sale, Instant hour) {
        var lines = new ArrayList<Line>();
        waiting(tenant, sale.eventId()).forEach((account, minor) -> {
            if (minor != 0) {
                lines.add(new Line(account, -minor, "release", Ledger.NEVER));
                lines.add(new Line(account, minor, "release", hour));
            }
        });
        if (!lines.isEmpty()) {
            ledger.post(new NewTransaction(
                    tenant.id(),
                    releaseKey(sale.eventId()),
                    "release",
                    time.now(),
                    null,
                    "The share was netted against what " + tenant.name() + " earned",
                    lines));
        }
        holds.available(tenant.id(), sale.eventId());
    }

    /** The business key, in the ledger, of what makes the share of a netted sale available. */
    static String releaseKey(String eventId) {
        return "release/" + eventId;
    }

    /** What everybody has of a sale and its refunds that nobody may spend yet. */
    private Map<AccountKey, Long> waiting(Tenant tenant, String eventId) {
        var transactions = new ArrayList<>(List.of(
                Objects.requireNonNull(payments.get(tenant.id(), eventId).pricing())
                        .ledgerTransaction()));
        for (var refund : payments.refunds(tenant.id(), eventId)) {
            if (refund.ledgerTransaction() != null) {
                transactions.add(refund.ledgerTransaction());
            }
        }
        var waiting = new LinkedHashMap<AccountKey, Long>();
        for (var transaction : transactions) {
            for (var line : ledger.lines(tenant.id(), transaction)) {
                if (line.availableAt().equals(Ledger.NEVER)) {
                    waiting.merge(line.account(), line.minor(), Math::addExact);
                }
            }
        }
        return waiting;
    }

    private static int count(List<Released> released) {
        return released.stream().mapToInt(Released::payments).sum();
    }

    private static String words(List<Released> released, List<Released> netted) {
        var words = new ArrayList<String>();
        for (var each : released) {
            words.add("**%s** became available: %s past the hold."
                    .formatted(
                            new Money(each.minor(), each.currency()).text(),
                            each.payments() == 1 ? "a payment is" : each.payments() + " payments are"));
        }
        for (var each : netted) {
            words.add("A share of **%s** was netted against earnings: %s settled."
                    .formatted(
                            new Money(each.minor(), each.currency()).text(),
                            each.payments() == 1
                                    ? "a sale whose money the business took is"
                                    : each.payments() + " sales whose money the business took are"));
        }
        return String.join("\n", words);
    }
}
