package co.kendev.spaces.revenue.grpc;

import co.kendev.spaces.revenue.Known;
import co.kendev.spaces.revenue.rest.DistributionJson;
import co.kendev.spaces.v1.DistributionLine;
import co.kendev.spaces.v1.DistributionParties;
import co.kendev.spaces.v1.DistributionRefund;
import co.kendev.spaces.v1.DistributionStatus;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes distributions as protobuf, with what REST says of them; what is unknown stays unset. */
final class DistributionMessage {
    private DistributionMessage() {}

    static DistributionStatus of(Known known) {
        var shown = DistributionJson.of(known);
        var message = DistributionStatus.newBuilder()
                .setEventId(shown.eventId())
                .setAmountMinor(shown.amountMinor())
                .setGrossMinor(shown.grossMinor())
                .setTaxMinor(shown.taxMinor())
                .setShippingMinor(shown.shippingMinor())
                .setRefundedMinor(shown.refundedMinor())
                .setAgreementVersion(shown.agreementVersion())
                .setState(shown.state())
                .setParties(parties(shown.parties()))
                .setWorkflowId(shown.workflowId());
        set(message::setCurrency, shown.currency());
        if (shown.occurredAt() != null) {
            message.setOccurredAt(at(shown.occurredAt()));
        }
        set(message::setHeldBy, shown.heldBy());
        set(message::setReference, shown.reference());
        set(message::setEffectiveBps, shown.effectiveBps());
        set(message::setRefusal, shown.refusal());
        if (shown.availableAt() != null) {
            message.setAvailableAt(at(shown.availableAt()));
        }
        if (shown.messageId() != null) {
            message.setMessageId(shown.messageId().toString());
        }
        shown.lines().forEach(line -> message.addLines(line(line)));
        shown.refunds().forEach(refund -> message.addRefunds(refund(refund)));
        return message.build();
    }

    private static DistributionParties parties(DistributionJson.PartiesJson parties) {
        return DistributionParties.newBuilder()
                .setTenant(parties.tenant())
                .setReferrer(parties.referrer())
                .setPlatform(parties.platform())
                .setHuman(parties.human())
                .setAi(parties.ai())
                .setJustice(parties.justice())
                .build();
    }

    private static DistributionLine line(DistributionJson.LineJson line) {
        var message = DistributionLine.newBuilder()
                .setParty(line.party())
                .setAccount(line.account())
                .setAmountMinor(line.amountMinor())
                .setKind(line.kind())
                .setState(line.state())
                .setAt(at(line.at()))
                .setBecause(line.because());
        if (line.availableAt() != null) {
            message.setAvailableAt(at(line.availableAt()));
        }
        return message.build();
    }

    private static DistributionRefund refund(DistributionJson.RefundJson refund) {
        var message = DistributionRefund.newBuilder()
                .setRefundId(refund.refundId())
                .setAmountMinor(refund.amountMinor())
                .setReason(refund.reason())
                .setState(refund.state());
        set(message::setRefusal, refund.refusal());
        set(message::setWorkflowId, refund.workflowId());
        return message.build();
    }

    private static <T> void set(Consumer<T> setter, @Nullable T value) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
