package co.kendev.spaces.onboarding.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.v1.GetProcessRequest;
import co.kendev.spaces.v1.OnboardingGrpc;
import co.kendev.spaces.v1.ProcessesGrpc;
import co.kendev.spaces.v1.StartOnboardingRequest;
import com.google.rpc.BadRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

@WebTest
class GrpcTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    GrpcServerLifecycle server;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    private static StartOnboardingRequest.Builder request() {
        var number = NUMBER.incrementAndGet();
        return StartOnboardingRequest.newBuilder()
                .setRequestKey("key-" + number)
                .setBusinessName("Machine Made")
                .setSlug("machine-made-" + number)
                .setTemplate("celersoft")
                .setTimeZone("Europe/Berlin")
                .setCurrency("EUR")
                .setOwnerName("Rob Ott")
                .setOwnerEmail("rob" + number + "@machine.test")
                .setPassword("correct horse");
    }

    private OnboardingGrpc.OnboardingBlockingStub onboarding() {
        return OnboardingGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private ProcessesGrpc.ProcessesBlockingStub processes() {
        return ProcessesGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static StatusRuntimeException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    private static List<String> fields(StatusRuntimeException refusal) throws Exception {
        for (var detail : java.util.Objects.requireNonNull(StatusProto.fromThrowable(refusal))
                .getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                return detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                        .map(BadRequest.FieldViolation::getField)
                        .toList();
            }
        }
        return List.of();
    }

    @Test
    void startingIsIdempotentByItsKey() {
        var request = request().build();
        var first = onboarding().start(request);
        var again = onboarding().start(request);
        assertThat(first.getProcess().getState()).isEqualTo("queued");
        assertThat(first.getStatusToken()).isNotEmpty();
        assertThat(again.getProcess().getId()).isEqualTo(first.getProcess().getId());

        var other = refusal(() -> onboarding()
                .start(request.toBuilder().setBusinessName("Something Else").build()));
        assertThat(other.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        var taken = refusal(() -> onboarding()
                .start(request.toBuilder()
                        .setRequestKey("new")
                        .setBusinessName("X")
                        .build()));
        assertThat(taken.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    @Test
    void wrongFieldsAreNamed() throws Exception {
        var empty = refusal(() -> onboarding().start(StartOnboardingRequest.getDefaultInstance()));
        assertThat(empty.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(fields(empty))
                .containsExactlyInAnyOrder(
                        "request_key",
                        "business_name",
                        "slug",
                        "template",
                        "time_zone",
                        "currency",
                        "owner_name",
                        "owner_email",
                        "password");
        assertThat(fields(refusal(() ->
                        onboarding().start(request().setTimeZone("Mars/Olympus").build()))))
                .containsExactly("time_zone");
        assertThat(fields(refusal(() ->
                        onboarding().start(request().setBusinessName("a\u0000b").build()))))
                .containsExactly("business_name");
        assertThat(fields(refusal(() ->
                        onboarding().start(request().setReferralCode("\u0000").build()))))
                .containsExactly("referral_code");
    }

    @Test
    void aProcessIsForItsTokenItsTenantAndOperators() {
        var started = onboarding().start(request().build());
        var id = started.getProcess().getId();
        var byToken = processes()
                .get(GetProcessRequest.newBuilder()
                        .setId(id)
                        .setStatusToken(started.getStatusToken())
                        .build());
        assertThat(byToken.getWorkflowId()).contains("/onboarding/");

        var plain = GetProcessRequest.newBuilder().setId(id).build();
        assertThat(code(() -> processes().get(plain))).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(() -> processes()
                        .get(plain.toBuilder().setStatusToken("guess").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        var stranger = clients.tokenOf(fixtures.aBusiness().owner());
        assertThat(code(() -> bearer(processes(), stranger).get(plain))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(bearer(processes(), clients.operatorToken()).get(plain).getId())
                .isEqualTo(id);
        assertThat(code(() -> bearer(processes(), "nonsense").get(plain))).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(() -> processes().get(plain.toBuilder().setId("1").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void healthAndReflectionAreOpen() throws Exception {
        var health = HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        var answers = new ArrayBlockingQueue<ServerReflectionResponse>(1);
        var asking = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse value) {
                answers.add(value);
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {}
        });
        asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        var services = answers.poll(30, TimeUnit.SECONDS);
        assertThat(services).isNotNull();
        assertThat(services.getListServicesResponse().getServiceList())
                .extracting(service -> service.getName())
                .contains(
                        "spaces.v1.Onboarding", "spaces.v1.Processes", "spaces.v1.Approvals", "spaces.v1.Distribution");
        asking.onCompleted();
    }

    private static Status.Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var refusal = refusal(call);
        return refusal == null ? Status.Code.OK : refusal.getStatus().getCode();
    }

    private static <S extends io.grpc.stub.AbstractStub<S>> S bearer(S stub, String token) {
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
