package co.kendev.spaces.revenue;

import co.kendev.spaces.agents.Agent;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.identity.Names;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.hash.Sha256;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Currencies;
import co.kendev.spaces.platform.outbox.Outbox;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.revenue.pricing.Refunding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes payments and refunds as they are reported: written down at once, posted by their workflow. */
@Component
public class Payments {
    /** The kind of process, in workflow ids and searches. */
    public static final String KIND = "distribution";

    /** The outbox topic that asks for a payment or refund to be posted. */
    public static final String TOPIC = "revenue.distribution";

    private static final int REFERENCE_MAX = 200;
    private static final int REASON_MAX = 300;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    /** Fits a workflow id and an address without being escaped. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:~@+-]{0,119}");

    private final Tx tx;
    private final PaymentRows rows;
    private final Books books;
    private final Tellers tellers;
    private final Agreements agreements;
    private final Agents agents;
    private final Outbox outbox;
    private final BusinessTime businessTime;
    private final Clock clock;

    Payments(
            Tx tx,
            PaymentRows rows,
            Books books,
            Tellers tellers,
            Agreements agreements,
            Agents agents,
            Outbox outbox,
            BusinessTime businessTime,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.books = books;
        this.tellers = tellers;
        this.agreements = agreements;
        this.agents = agents;
        this.outbox = outbox;
        this.businessTime = businessTime;
        this.clock = clock;
    }

    /**
     * Writes a payment down, and the order to post it. The same event again is the same payment.
     *
     * @throws DomainException FORBIDDEN for whoever may not; INVALID with the field; CONFLICT when the event id stands for other
     *     content; GONE when the tenant is not open
     */
    public Taken<Payment> record(Actor actor, PaymentOrder order) {
        // one transaction, by the tenant alone: each look at the database on its own would be three
        return tx.write(Scope.of(actor.tenant()), () -> {
            var tenant = order.said() == null ? tellers.requireRecording(actor) : tellers.requireSaying(actor);
            check(tenant, order);
            var fingerprint = fingerprint(
                    order.amountMinor(),
                    order.currency(),
                    order.occurredAt(),
                    order.heldBy(),
                    order.reference(),
                    order.taxMinor(),
                    order.shippingMinor(),
                    order.contributions());

            books.ensure(tenant.id());
            var added = rows.insert(tenant.id(), order, actor.name(), fingerprint, clock.instant());
            if (added.isPresent()) {
                orderPosting(tenant, order.eventId());
                return new Taken<>(added.get(), true);
            }
            if (!Arrays.equals(rows.fingerprint(tenant.id(), order.eventId()), fingerprint)) {
                throw new DomainException(
                        ErrorCode.CONFLICT,
                        "The event “" + order.eventId()
                                + "” was recorded with other content. Use a new id for each payment.",
                        "eventId");
            }
            return new Taken<>(rows.get(tenant.id(), order.eventId()), false);
        });
    }

    /**
     * Writes a refund down, and the order to post it; one whose payment is not there yet waits for it.
     *
     * @throws DomainException as {@link #record}; INVALID at {@code amountMinor} for more than is left of the payment
     */
    public Taken<Refund> refund(Actor actor, RefundOrder order) {
        return tx.write(Scope.of(actor.tenant()), () -> {
            var tenant = tellers.requireRecording(actor);
            check(order);
            var fingerprint = fingerprint(
                    order.amountMinor(), order.reason(), order.taxMinor(), order.shippingMinor(), order.currency());

            books.ensure(tenant.id());
            rows.lockEvent(tenant.id(), order.eventId());
            var known = rows.findRefund(tenant.id(), order.eventId(), order.refundId());
            if (known.isPresent()) {
                if (!Arrays.equals(rows.refundFingerprint(tenant.id(), order), fingerprint)) {
                    throw new DomainException(
                            ErrorCode.CONFLICT,
                            "The refund “" + order.refundId()
                                    + "” was recorded with other content. Use a new id for each refund.",
                            "refundId");
                }
                return new Taken<>(known.get(), false);
            }
            var payment = rows.find(tenant.id(), order.eventId());
            payment.ifPresent(found -> requireLeft(found, order));
            var state = payment.isPresent() ? Refund.State.QUEUED : Refund.State.WAITING;
            rows.insertRefund(tenant.id(), order, state, actor.name(), fingerprint, clock.instant());
            if (state == Refund.State.QUEUED) {
                orderPosting(tenant, order.eventId());
            }
            return new Taken<>(
                    rows.findRefund(tenant.id(), order.eventId(), order.refundId())
                            .orElseThrow(),
                    true);
        });
    }

    private void orderPosting(Tenant tenant, String eventId) {
        outbox.add(
                tenant.id(),
                TOPIC,
                tenant.slug() + "/" + KIND + "/" + eventId,
                Map.of("tenant", tenant.slug(), "event", eventId));
    }

    private void requireLeft(Payment payment, RefundOrder order) {
        if (payment.state() == Payment.State.REFUSED) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "This payment was refused, so there is nothing to refund: " + payment.refusal());
        }
        Refund.requireCurrencyOf(payment, order.currency());
        var earlier = rows.refunds(payment.tenant(), payment.eventId());
        // refuses what is not left
        Refunding.part(
                payment.amounts(),
                Refund.claimed(payment, earlier),
                payment.currency(),
                order.amountMinor(),
                order.taxMinor(),
                order.shippingMinor());
    }

    private void check(Tenant tenant, PaymentOrder order) {
        key("eventId", order.eventId());
        Amounts.of(order.amountMinor(), order.taxMinor(), order.shippingMinor());
        Currencies.parse(order.currency(), "currency");
        if (order.reference() != null) {
            Names.parse(order.reference(), "reference", REFERENCE_MAX);
        }
        if (order.occurredAt().isAfter(businessTime.now().plus(CLOCK_SKEW))) {
            throw DomainException.invalid("occurredAt", "This lies in the future. Record a payment when it was made.");
        }
        if (!agreements.isOpenAt(tenant, order.occurredAt())) {
            throw DomainException.invalid(
                    "occurredAt",
                    "This lies before " + tenant.name() + " was here; its books begin at " + agreements.opening(tenant)
                            + ".");
        }
        contributions(tenant, order);
    }

    private void contributions(Tenant tenant, PaymentOrder order) {
        if (order.contributions().isEmpty()) {
            return;
        }
        Contribution.check(order.contributions());
        var known = agents.all(tenant.id(), tellers.space(tenant.id()).id()).stream()
                .map(Agent::slug)
                .collect(Collectors.toSet());
        for (int i = 0; i < order.contributions().size(); i++) {
            if (!known.contains(order.contributions().get(i).agent())) {
                throw DomainException.invalid(
                        "contributions[" + i + "].agent",
                        "There is no such agent here; there are "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
    }

    private static void check(RefundOrder order) {
        key("eventId", order.eventId());
        key("refundId", order.refundId());
        Amounts.of(
                order.amountMinor(),
                Objects.requireNonNullElse(order.taxMinor(), 0L),
                Objects.requireNonNullElse(order.shippingMinor(), 0L));
        Names.parse(order.reason(), "reason", REASON_MAX);
        if (order.currency() != null) {
            Currencies.parse(order.currency(), "currency");
        }
    }

    static void key(String field, String key) {
        if (!KEY.matcher(key).matches()) {
            throw DomainException.invalid(
                    field,
                    "An id has 1 to 120 letters, digits or any of . _ : ~ @ + - and begins with a letter or digit.");
        }
    }

    private static byte[] fingerprint(@Nullable Object... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            var word = Objects.toString(part, "");
            text.append(word.length()).append(':').append(word);
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What was written down, and whether it was new. */
    public record Taken<T>(T value, boolean created) {}

    /** The tenant a payment belongs to and its event: what a run is asked to post. */
    public record Due(TenantId tenant, String eventId) {}
}
