package co.kendev.spaces.revenue.grpc;

import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.pricing.Contribution;
import co.kendev.spaces.v1.DistributionGrpc;
import co.kendev.spaces.v1.DistributionStatus;
import co.kendev.spaces.v1.GetDistributionRequest;
import co.kendev.spaces.v1.StartDistributionRequest;
import co.kendev.spaces.v1.StartDistributionResponse;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;

/** Takes payments of machines, and shows how each was divided. */
@GrpcService
class DistributionService extends DistributionGrpc.DistributionImplBase {
    private static final String KEY = "request_key";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int NANOS_MAX = 999_999_999;

    private final Payments payments;
    private final Distributions distributions;
    private final ActingTenant acting;

    DistributionService(Payments payments, Distributions distributions, ActingTenant acting) {
        this.payments = payments;
        this.distributions = distributions;
        this.acting = acting;
    }

    @Override
    public void start(StartDistributionRequest request, StreamObserver<StartDistributionResponse> answer) {
        var actor = actor(request.getTenant());
        var taken = record(actor, read(request));
        var distribution = distributions.of(taken.value());
        answer.onNext(StartDistributionResponse.newBuilder()
                .setDistribution(DistributionMessage.of(distribution))
                .setCreated(taken.created())
                .build());
        answer.onCompleted();
    }

    @Override
    public void get(GetDistributionRequest request, StreamObserver<DistributionStatus> answer) {
        var fields = new Fields();
        var event = text(fields, "event_id", request.getEventId());
        fields.check();
        answer.onNext(DistributionMessage.of(distributions.get(actor(request.getTenant()), event)));
        answer.onCompleted();
    }

    private Actor actor(String tenant) {
        var fields = new Fields();
        var slug = optional(fields, "tenant", tenant);
        fields.check();
        var caller = Caller.current()
                .orElseThrow(() -> new DomainException(ErrorCode.UNAUTHENTICATED, "Send an access token."));
        return acting.of(caller, slug);
    }

    /** The use case knows the key as the id of the event. */
    private Payments.Taken<Payment> record(Actor actor, PaymentOrder order) {
        try {
            return payments.record(actor, order);
        } catch (DomainException refusal) {
            throw "eventId".equals(refusal.field())
                    ? new DomainException(refusal.code(), refusal.detail(), KEY)
                    : refusal;
        }
    }

    private static PaymentOrder read(StartDistributionRequest request) {
        var fields = new Fields();
        var key = text(fields, KEY, request.getRequestKey());
        var currency = text(fields, "currency", request.getCurrency());
        if (!request.hasOccurredAt()) {
            fields.wrong("occurred_at", "is required");
        }
        var at = instant(fields, request.getOccurredAt());
        var holder = fields.choice(
                "held_by", request.getHeldBy().isEmpty() ? null : request.getHeldBy(), List.of(HeldBy.values()));
        var reference = optional(fields, "reference", request.getReference());
        var work = new ArrayList<Contribution>();
        for (int i = 0; i < request.getContributionsCount(); i++) {
            var contribution = request.getContributions(i);
            work.add(new Contribution(
                    text(fields, "contributions[" + i + "].agent", contribution.getAgent()), contribution.getWeight()));
        }
        fields.check();
        return new PaymentOrder(
                key,
                request.getAmountMinor(),
                currency,
                at,
                holder == null ? HeldBy.PLATFORM : holder,
                reference,
                request.getTaxMinor(),
                request.getShippingMinor(),
                work,
                null);
    }

    private static Instant instant(Fields fields, Timestamp time) {
        boolean inRange = time.getSeconds() >= FIRST.getEpochSecond()
                && time.getSeconds() <= LAST.getEpochSecond()
                && time.getNanos() >= 0
                && time.getNanos() <= NANOS_MAX;
        if (!inRange) {
            fields.wrong("occurred_at", "is no time between the years 1 and 9999");
            return Instant.EPOCH;
        }
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static String text(Fields fields, String field, String value) {
        return isClean(fields, field, value) ? fields.text(field, value) : "";
    }

    private static @Nullable String optional(Fields fields, String field, String value) {
        return value.isBlank() || !isClean(fields, field, value) ? null : value.strip();
    }

    private static boolean isClean(Fields fields, String field, String value) {
        if (!ApiJson.isClean(value)) {
            fields.wrong(field, ApiJson.UNCLEAN);
            return false;
        }
        return true;
    }
}
