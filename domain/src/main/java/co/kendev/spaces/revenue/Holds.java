package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Balance;
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
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
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
    /** Sales in one currency; each of them is a transaction in the ledger. */
    private static final int NETTED_MAX = 200;

    private final Tx tx;
    private final HoldRows holds;
    private final PaymentRows payments;
    private final Books books;
    private final Ledger ledger;
    private final Tenants tenants;
    private final Announcer announcer;
    private final BusinessTime time;
    /** What tenants had when it did not reach for the oldest share they owe. */
    private final Cache<TenantId, Standing> inVain =
            Caffeine.newBuilder().maximumSize(10_000).build();

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
        for (var due : holds.tenantsWithDue(time.now())) {
            try {
                if (due.held() || mayNet(due.tenant())) {
                    released += release(due.tenant());
                }
            } catch (DomainException refusal) {
                LOG.warn("The holds of {} stay: {}", due.tenant(), refusal.detail());
            } catch (PessimisticLockingFailureException busy) {
                // whoever holds the book of one does not hold up the others
                LOG.debug("The holds of {} stay for now: {}", due.tenant(), busy.toString());
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

    /** In each currency, oldest first, as far as the tenant's earnings reach. */
    private List<Released> net(Tenant tenant, Instant now) {
        var netted = new ArrayList<Released>();
        earnings(tenant).forEach((currency, earned) -> {
            var sales = 0;
            var shares = 0L;
            for (var sale : holds.due(tenant.id(), currency, now, NETTED_MAX)) {
                if (sale.share() > Math.max(earned - shares, 0)) {
                    // the oldest waits, and so do all behind it
                    break;
                }
                settle(tenant, sale, now.truncatedTo(ChronoUnit.HOURS));
                sales++;
                shares += sale.share();
            }
            if (sales > 0) {
                netted.add(new Released(currency, sales, shares));
            }
        });
        return netted;
    }

    /** Whether earnings reach for anything; asked before anybody is held up, and once for what a tenant has in an hour. */
    private boolean mayNet(TenantId id) {
        return tx.read(Scope.of(id), () -> {
            var now = time.now();
            var standing = new Standing(now.truncatedTo(ChronoUnit.HOURS), ledger.balances(id));
            if (standing.equals(inVain.getIfPresent(id))) {
                return false;
            }
            boolean may = earnings(tenants.get(id)).entrySet().stream()
                    .anyMatch(earned -> holds.due(id, earned.getKey(), now, 1).stream()
                            .anyMatch(sale -> sale.share() <= Math.max(earned.getValue(), 0)));
            if (!may) {
                inVain.put(id, standing);
            }
            return may;
        });
    }

    /** What the tenant has earned before its shares: a share is taken off its balance as soon as the sale is posted. */
    private Map<Currency, Long> earnings(Tenant tenant) {
        var earned = new LinkedHashMap<Currency, Long>();
        holds.owed(tenant.id())
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

    /** What the accounts of a tenant held in an hour: until either changes, nothing else comes of it. */
    private record Standing(Instant hour, Map<AccountKey, Balance> balances) {}

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
