package co.kendev.spaces.revenue.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.v1.AgentContribution;
import co.kendev.spaces.v1.DistributionGrpc;
import co.kendev.spaces.v1.GetDistributionRequest;
import co.kendev.spaces.v1.StartDistributionRequest;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

@WebTest
class DistributionGrpcTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Distributions distributions;

    @Autowired
    Payments payments;

    @Autowired
    GrpcServerLifecycle server;

    private ManagedChannel channel;
    private Fixtures.Business business;
    private String owner;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        business = fixtures.aBusiness();
        owner = clients.tokenOf(business.owner());
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void startingIsIdempotentByItsKey() throws Exception {
        var request = request("evt").build();

        var first = as(owner).start(request);
        assertThat(first.getCreated()).isTrue();
        assertThat(first.getDistribution().getState()).isEqualTo("queued");
        assertThat(first.getDistribution().getWorkflowId()).isEqualTo(business.slug() + "/distribution/evt");
        assertThat(first.getDistribution().hasAvailableAt()).isFalse();
        var again = as(owner).start(request);
        assertThat(again.getCreated()).isFalse();
        assertThat(again.getDistribution()).isEqualTo(first.getDistribution());

        var other = refusal(() ->
                as(owner).start(request.toBuilder().setAmountMinor(120_001).build()));
        assertThat(other.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(fields(other)).containsExactly("request_key");
    }

    @Test
    void whatWasPostedIsShownAsRestShowsIt() {
        as(owner).start(request("evt").setTaxMinor(20_000).build());
        distributions
                .dispatch(business.tenant(), "evt")
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));

        var shown = as(owner).get(get("evt").build());
        var rest = clients.as(business.owner()).get("/api/v1/distributions/evt").json();

        assertThat(shown.getState()).isEqualTo("pending");
        assertThat(shown.getGrossMinor()).isEqualTo(100_000);
        assertThat(shown.getEffectiveBps()).isEqualTo("500.00");
        assertThat(shown.getParties().getTenant())
                .isEqualTo(rest.path("parties").path("tenant").longValue())
                .isEqualTo(115_000);
        assertThat(shown.getParties().getJustice()).isEqualTo(250);
        assertThat(shown.getLinesList())
                .extracting(line -> line.getBecause())
                .containsExactlyElementsOf(rest.path("lines")
                        .valueStream()
                        .map(line -> line.path("because").stringValue())
                        .toList());
        assertThat(shown.getMessageId()).isEqualTo(rest.path("messageId").stringValue());
    }

    @Test
    void aRefundThatComesFirstShowsAsWaiting() {
        payments.refund(business.owner(), new RefundOrder("evt", "r1", 400, "USD", "too early", null, null));

        var waiting = as(owner).get(get("evt").build());

        assertThat(waiting.getState()).isEqualTo("waiting");
        assertThat(waiting.getAmountMinor()).isZero();
        assertThat(waiting.getCurrency()).isEqualTo("USD");
        assertThat(waiting.hasOccurredAt()).isFalse();
        assertThat(waiting.getLinesList()).isEmpty();
        assertThat(waiting.getRefundsList())
                .singleElement()
                .satisfies(refund -> assertThat(refund.getState()).isEqualTo("waiting"));
    }

    @Test
    void wrongFieldsAreNamed() throws Exception {
        var empty = refusal(() -> as(owner).start(StartDistributionRequest.getDefaultInstance()));
        assertThat(empty.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(fields(empty)).containsExactlyInAnyOrder("request_key", "currency", "occurred_at");
        assertThat(wrong(request("evt").setAmountMinor(0))).containsExactly("amount_minor");
        assertThat(wrong(request("evt").setAmountMinor(-1))).containsExactly("amount_minor");
        assertThat(wrong(request("evt").setAmountMinor(Long.MAX_VALUE))).containsExactly("amount_minor");
        assertThat(wrong(request("evt").setTaxMinor(120_001))).containsExactly("tax_minor");
        assertThat(wrong(request("evt").setCurrency("XAU"))).containsExactly("currency");
        assertThat(wrong(request("evt").setHeldBy("nobody"))).containsExactly("held_by");
        assertThat(wrong(request("evt").setReference("\u0000"))).containsExactly("reference");
        assertThat(wrong(request("a/b"))).containsExactly("request_key");
        assertThat(wrong(request("x".repeat(5_000)))).containsExactly("request_key");
        assertThat(wrong(request("evt").setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))))
                .containsExactly("occurred_at");
        assertThat(wrong(request("evt").setOccurredAt(Timestamp.newBuilder().setNanos(-1))))
                .containsExactly("occurred_at");
        assertThat(wrong(request("evt").setOccurredAt(Timestamp.getDefaultInstance())))
                .containsExactly("occurred_at");
        assertThat(wrong(request("evt")
                        .addContributions(AgentContribution.newBuilder()
                                .setAgent("nobody")
                                .setWeight(1))))
                .containsExactly("contributions[0].agent");
        assertThat(code(() -> as(owner).get(get("").build()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> as(owner).get(get("evt").build()))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void onlyWhoMayReportsAndReads() {
        assertThat(code(() -> DistributionGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .start(request("evt").build())))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
        var customer = clients.tokenOf(fixtures.aMember(business.tenant(), business.space(), Role.CUSTOMER));
        assertThat(code(() -> as(customer).start(request("evt").build()))).isEqualTo(Status.Code.PERMISSION_DENIED);
        var integrator = clients.tokenOf(fixtures.aMember(business.tenant(), business.space(), Role.INTEGRATOR));
        assertThat(code(() -> as(integrator).start(request("evt").build()))).isEqualTo(Status.Code.OK);

        var stranger = clients.tokenOf(fixtures.aBusiness().owner());
        assertThat(code(() -> as(stranger).get(get("evt").build()))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() ->
                        as(stranger).get(get("evt").setTenant(business.slug()).build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> as(clients.operatorToken()).get(get("evt").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(as(clients.operatorToken())
                        .get(get("evt").setTenant(business.slug()).build())
                        .getEventId())
                .isEqualTo("evt");
    }

    private static StartDistributionRequest.Builder request(String key) {
        return StartDistributionRequest.newBuilder()
                .setRequestKey(key)
                .setAmountMinor(120_000)
                .setCurrency("USD")
                .setOccurredAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond()));
    }

    private static final Instant NOW = Instant.now();

    private static GetDistributionRequest.Builder get(String event) {
        return GetDistributionRequest.newBuilder().setEventId(event);
    }

    private DistributionGrpc.DistributionBlockingStub as(String token) {
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return DistributionGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private List<String> wrong(StartDistributionRequest.Builder request) throws Exception {
        var refusal = refusal(() -> as(owner).start(request.build()));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        return fields(refusal);
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    private static Status.Code code(ThrowingCallable call) {
        var refusal = refusal(call);
        return refusal == null ? Status.Code.OK : refusal.getStatus().getCode();
    }

    private static List<String> fields(StatusRuntimeException refusal) throws Exception {
        for (var detail :
                Objects.requireNonNull(StatusProto.fromThrowable(refusal)).getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                return detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                        .map(BadRequest.FieldViolation::getField)
                        .toList();
            }
        }
        return List.of();
    }
}
