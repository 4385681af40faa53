package co.kendev.spaces.revenue;

import co.kendev.spaces.Fixtures;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Channels;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Sells for the businesses of tests, by the use cases themselves. */
@Component
class Shop {
    private final Fixtures fixtures;
    private final Agreements agreements;
    private final Approvals approvals;
    private final Payments payments;
    private final Distributions distributions;
    private final Tenants tenants;
    private final Channels channels;
    private final Messages messages;
    private final BusinessTime time;

    Shop(
            Fixtures fixtures,
            Agreements agreements,
            Approvals approvals,
            Payments payments,
            Distributions distributions,
            Tenants tenants,
            Channels channels,
            Messages messages,
            BusinessTime time) {
        this.fixtures = fixtures;
        this.agreements = agreements;
        this.approvals = approvals;
        this.payments = payments;
        this.distributions = distributions;
        this.tenants = tenants;
        this.channels = channels;
        this.messages = messages;
        this.time = time;
    }

    /** A business on terms that have counted for most of a year. */
    Fixtures.Business at(Terms terms) {
        var business = fixtures.aBusiness();
        agree(business, terms, today(business).minusDays(300));
        return business;
    }

    void agree(Fixtures.Business business, Terms terms, LocalDate from) {
        var operator = new Actor(new PersonId(Ids.next()), business.tenant(), "Opal Operator", true);
        var approval = agreements.propose(operator, terms, from);
        approvals.decide(business.owner(), approval.id(), Verdict.APPROVE, null, null);
    }

    LocalDate today(Fixtures.Business business) {
        return time.now().atZone(tenants.get(business.tenant()).timeZone()).toLocalDate();
    }

    /** Noon of a day, where the business is. */
    Instant noon(Fixtures.Business business, LocalDate day) {
        return day.atTime(12, 0)
                .atZone(tenants.get(business.tenant()).timeZone())
                .toInstant();
    }

    void sell(Fixtures.Business business, String event, long amount, String currency, Instant at, HeldBy heldBy) {
        sell(business, new PaymentOrder(event, amount, currency, at, heldBy, null, 0, 0, List.of(), null));
    }

    void sell(Fixtures.Business business, PaymentOrder order) {
        payments.record(business.owner(), order);
        post(business, order.eventId());
    }

    void refund(Fixtures.Business business, String event, String refund, long amount) {
        payments.refund(business.owner(), new RefundOrder(event, refund, amount, null, "brought back", null, null));
        post(business, event);
    }

    void post(Fixtures.Business business, String event) {
        distributions
                .dispatch(business.tenant(), event)
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));
    }

    Payment payment(Fixtures.Business business, String event) {
        return distributions.of(business.tenant(), event).orElseThrow().payment();
    }

    /** What was said in #finance, newest first. */
    List<Message> said(Fixtures.Business business) {
        var finance =
                channels.find(business.tenant(), business.space(), "finance").orElseThrow();
        return messages.page(business.owner(), finance.id(), new Cursor.Newest(), 100).items().stream()
                .filter(message -> "revenue_distribution".equals(message.workflow()))
                .toList()
                .reversed();
    }
}
