package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws what was posted as blocks of a message: one fact in full, or many with their sums. */
@Component
class PostingBlock {
    static final String ONE = "posting";
    static final String MANY = "postings";
    /** Of many facts, those that are listed singly; the others are in the sums and on the revenue page. */
    private static final int LISTED_MAX = 20;

    private final JsonMapper json;

    PostingBlock(JsonMapper json) {
        this.json = json;
    }

    /** A payment as it was posted. */
    JsonNode of(Tenant tenant, Payment payment) {
        return json.valueToTree(List.of(one(tenant, payment)));
    }

    /** A refund as it was posted. */
    JsonNode of(Tenant tenant, Payment payment, Refund refund) {
        return json.valueToTree(List.of(one(tenant, payment, refund)));
    }

    /** Many at once. */
    JsonNode of(Tenant tenant, Collection<Payment> payments, Collection<Returned> refunds) {
        var items = new ArrayList<One>();
        var sums = new LinkedHashMap<String, Sum>();
        for (var payment : payments) {
            var item = one(tenant, payment);
            items.add(item);
            sums.merge(item.currency(), new Sum(item.currency(), 1, item.amountMinor(), 0, item.parties()), Sum::plus);
        }
        for (var returned : refunds) {
            var item = one(tenant, returned.payment(), returned.refund());
            items.add(item);
            sums.merge(item.currency(), new Sum(item.currency(), 1, 0, item.amountMinor(), item.parties()), Sum::plus);
        }
        return json.valueToTree(List.of(new Many(
                MANY,
                1,
                items.size(),
                List.copyOf(sums.values()),
                items.subList(0, Math.min(LISTED_MAX, items.size())),
                "/app/s/" + tenant.slug() + "/revenue")));
    }

    private static One one(Tenant tenant, Payment payment) {
        var pricing = java.util.Objects.requireNonNull(payment.pricing());
        return new One(
                ONE,
                1,
                "payment",
                payment.eventId(),
                null,
                payment.reference(),
                payment.currency().getCurrencyCode(),
                payment.amountMinor(),
                payment.grossMinor(),
                payment.taxMinor(),
                payment.shippingMinor(),
                pricing.rate().effectiveBps(),
                pricing.agreementVersion(),
                payment.heldBy().word(),
                Parties.of(pricing.allocation()),
                href(tenant, payment));
    }

    private static One one(Tenant tenant, Payment payment, Refund refund) {
        var pricing = java.util.Objects.requireNonNull(payment.pricing());
        return new One(
                ONE,
                1,
                "refund",
                payment.eventId(),
                refund.refundId(),
                refund.reason(),
                payment.currency().getCurrencyCode(),
                refund.amountMinor(),
                0,
                0,
                0,
                pricing.rate().effectiveBps(),
                pricing.agreementVersion(),
                payment.heldBy().word(),
                Parties.of(java.util.Objects.requireNonNull(refund.allocation())),
                href(tenant, payment));
    }

    private static String href(Tenant tenant, Payment payment) {
        return "/app/s/" + tenant.slug() + "/revenue/" + payment.eventId();
    }

    /** A refund beside its payment. */
    record Returned(Payment payment, Refund refund) {}

    private record One(
            String type,
            int version,
            String kind,
            String eventId,
            @Nullable String refundId,
            @Nullable String reference,
            String currency,
            long amountMinor,
            long grossMinor,
            long taxMinor,
            long shippingMinor,
            String effectiveBps,
            int agreementVersion,
            String heldBy,
            Parties parties,
            String href) {}

    private record Many(String type, int version, int count, List<Sum> sums, List<One> items, String href) {}

    private record Sum(String currency, int count, long amountMinor, long refundedMinor, Parties parties) {
        Sum plus(Sum other) {
            return new Sum(
                    currency,
                    count + other.count,
                    amountMinor + other.amountMinor,
                    refundedMinor + other.refundedMinor,
                    parties.plus(other.parties));
        }
    }
}
