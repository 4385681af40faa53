package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Department;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.revenue.PostingBlock.Returned;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in #finance what was posted. The first fact of a second is said in its own transaction; what else comes in that second is
 * gathered into one message, so that a channel never limits the ledger.
 */
@Component
public class Announcer {
    static final String WORKFLOW = "revenue_distribution";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int GATHERED_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Tx tx;
    private final PaymentRows rows;
    private final Books books;
    private final Tenants tenants;
    private final FinanceChannel finance;
    private final Messages messages;
    private final PostingBlock block;
    private final JsonMapper json;
    private final Clock clock;

    Announcer(
            Tx tx,
            PaymentRows rows,
            Books books,
            Tenants tenants,
            FinanceChannel finance,
            Messages messages,
            PostingBlock block,
            JsonMapper json,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.books = books;
        this.tenants = tenants;
        this.finance = finance;
        this.messages = messages;
        this.block = block;
        this.json = json;
        this.clock = clock;
    }

    /** Says what was posted, in the transaction that posts and holds the book, unless something was said just now. */
    void announce(Tenant tenant, Books.Book book, List<Payment> payments, List<Refund> refunds) {
        if (payments.isEmpty() && refunds.isEmpty()) {
            return;
        }
        if (Duration.between(book.announcedAt(), clock.instant()).compareTo(PAUSE) < 0) {
            return;
        }
        say(tenant, payments, refunds);
    }

    /** Says what was posted and not yet said, of every tenant; returns how many tenants had something. */
    public int sayUnsaid() {
        var waiting = rows.tenantsWithUnsaid();
        for (var tenant : waiting) {
            try {
                sayUnsaid(tenant);
            } catch (DomainException gone) {
                // one business that is being taken down does not silence the others
                LOG.debug("Nothing is said for {}: {}", tenant, gone.detail());
            } catch (PessimisticLockingFailureException busy) {
                // whoever holds the book of one does not hold up the others
                LOG.debug("Nothing is said for {} now: {}", tenant, busy.toString());
            }
        }
        return waiting.size();
    }

    private void sayUnsaid(TenantId id) {
        tx.write(Scope.of(id), () -> {
            var tenant = tenants.get(id);
            var book = books.lock(id);
            if (Duration.between(book.announcedAt(), clock.instant()).compareTo(PAUSE) < 0) {
                return;
            }
            var payments = rows.unsaid(id, GATHERED_MAX);
            var refunds = rows.unsaidRefunds(id, GATHERED_MAX);
            if (!payments.isEmpty() || !refunds.isEmpty()) {
                say(tenant, payments, refunds);
            }
        });
    }

    private void say(Tenant tenant, List<Payment> payments, List<Refund> refunds) {
        var known = new HashMap<String, Payment>();
        payments.forEach(payment -> known.put(payment.eventId(), payment));
        var returned = new ArrayList<Returned>();
        for (var refund : refunds) {
            var payment = known.computeIfAbsent(refund.eventId(), event -> rows.get(tenant.id(), event));
            returned.add(new Returned(payment, refund));
        }
        MessageId said;
        if (payments.size() == 1 && returned.isEmpty()) {
            var payment = payments.getFirst();
            var late = Months.late(tenant, payment);
            said = say(
                    tenant,
                    transaction(payment),
                    late.isEmpty() ? words(payment) : words(payment) + " " + late,
                    block.of(tenant, payment),
                    about(payment, null));
        } else if (payments.isEmpty() && returned.size() == 1) {
            var one = returned.getFirst();
            said = say(
                    tenant,
                    Objects.requireNonNull(one.refund().ledgerTransaction()),
                    words(one),
                    block.of(tenant, one.payment(), one.refund()),
                    about(one.payment(), one.refund()));
        } else {
            var first = payments.isEmpty()
                    ? Objects.requireNonNull(returned.getFirst().refund().ledgerTransaction())
                    : transaction(payments.getFirst());
            said = say(
                    tenant, first, words(payments.size(), returned.size()), block.of(tenant, payments, returned), null);
        }
        rows.said(tenant.id(), payments, refunds, said);
        books.announced(tenant.id(), clock.instant());
    }

    private MessageId say(Tenant tenant, UUID fact, String text, JsonNode blocks, @Nullable JsonNode metadata) {
        return say(tenant, "revenue/" + fact, text, blocks, metadata);
    }

    /** Says a fact of money in #finance, in the transaction that is open; the key makes a repeat harmless. */
    MessageId say(Tenant tenant, String key, String text, @Nullable JsonNode blocks, @Nullable JsonNode metadata) {
        var place = finance.of(tenant.id());
        return messages.say(
                        tenant.id(),
                        place.space().id(),
                        place.channel().id(),
                        Author.SYSTEM,
                        new Draft(
                                key,
                                MessageType.SYSTEM,
                                text,
                                null,
                                Department.FINANCE,
                                WORKFLOW,
                                Priority.NORMAL,
                                null,
                                metadata,
                                blocks))
                .id();
    }

    private static UUID transaction(Payment payment) {
        return Objects.requireNonNull(payment.pricing()).ledgerTransaction();
    }

    private static String words(Payment payment) {
        var pricing = Objects.requireNonNull(payment.pricing());
        var currency = payment.currency();
        var share = new Money(pricing.allocation().share(), currency).text();
        return "**%s** was paid and divided: %s for the business, a share of %s."
                .formatted(
                        new Money(payment.amountMinor(), currency).text(),
                        new Money(pricing.allocation().of(Party.TENANT), currency).text(),
                        share);
    }

    private static String words(Returned one) {
        return "**%s** was refunded, and every part of it taken back."
                .formatted(new Money(one.refund().amountMinor(), one.payment().currency()).text());
    }

    private static String words(int payments, int refunds) {
        var parts = new ArrayList<String>();
        if (payments > 0) {
            parts.add(payments + (payments == 1 ? " payment" : " payments"));
        }
        if (refunds > 0) {
            parts.add(refunds + (refunds == 1 ? " refund" : " refunds"));
        }
        return "**" + String.join(" and ", parts) + "** were posted.";
    }

    private JsonNode about(Payment payment, @Nullable Refund refund) {
        var facts = new HashMap<String, Object>();
        facts.put("eventId", payment.eventId());
        facts.put("amountMinor", refund == null ? payment.amountMinor() : refund.amountMinor());
        facts.put("currency", payment.currency().getCurrencyCode());
        if (refund != null) {
            facts.put("refundId", refund.refundId());
        }
        if (payment.said() != null) {
            facts.put("source", payment.said().toString());
        }
        return json.valueToTree(facts);
    }
}
