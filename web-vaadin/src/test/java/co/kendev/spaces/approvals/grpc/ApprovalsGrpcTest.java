package co.kendev.spaces.approvals.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.v1.ApprovalsGrpc;
import co.kendev.spaces.v1.DecideAllApprovalsRequest;
import co.kendev.spaces.v1.DecideApprovalRequest;
import co.kendev.spaces.v1.GetApprovalRequest;
import co.kendev.spaces.v1.ListApprovalsRequest;
import co.kendev.spaces.v1.ShownApproval;
import co.kendev.spaces.v1.WithdrawApprovalRequest;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

@WebTest
class ApprovalsGrpcTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Approvals approvals;

    @Autowired
    GrpcServerLifecycle server;

    private ManagedChannel channel;
    private Fixtures.Business business;
    private Approval proposed;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        business = fixtures.aBusiness();
        proposed = approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of("a kettle", 120_00)));
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void itIsListedReadAndDecidedWithAnEdit() {
        var owner = as(business.owner());
        var listed =
                owner.list(ListApprovalsRequest.newBuilder().setState("open").build());
        var read = owner.get(
                GetApprovalRequest.newBuilder().setId(proposed.id().toString()).build());

        var decided = owner.decide(decision("approve")
                .setComment("Less")
                .setEdits(Struct.newBuilder()
                        .putFields(
                                "minor",
                                Value.newBuilder().setNumberValue(100_00).build()))
                .build());

        assertThat(listed.getItemsList()).containsExactly(read);
        assertThat(listed.getNextBefore()).isEmpty();
        assertThat(read.getAmountMinor()).isEqualTo(120_00);
        assertThat(decided.getState()).isEqualTo("approved");
        assertThat(decided.getAmountMinor()).isEqualTo(100_00);
        assertThat(decided.getDecisions(0).getEdits().getFieldsOrThrow("minor").getNumberValue())
                .isEqualTo(100_00);
        assertThat(decided.getDecisions(0).getComment()).isEqualTo("Less");
    }

    @Test
    void equalOnesAreDecidedInOneGoAndEachAnswersForItself() {
        var first = batched();
        var second = batched();
        batched();

        var answer = as(business.owner())
                .decideAll(DecideAllApprovalsRequest.newBuilder()
                        .setDecision("reject")
                        .setComment("No cups")
                        .addApprovals(shown(first, first.revision()))
                        .addApprovals(shown(second, 99))
                        .build());

        assertThat(answer.getItems(0).getApproval().getState()).isEqualTo("rejected");
        assertThat(answer.getItems(0).getRefused()).isEmpty();
        assertThat(answer.getItems(1).hasApproval()).isFalse();
        assertThat(answer.getItems(1).getRefused()).isEqualTo("stale");
        assertThat(answer.getWaiting()).isOne();
        assertThat(code(() -> as(business.owner())
                        .decideAll(DecideAllApprovalsRequest.newBuilder()
                                .setDecision("reject")
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void whoProposedItTakesItBackAndNobodyElse() {
        var own = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));

        var withdrawn = as(business.owner())
                .withdraw(WithdrawApprovalRequest.newBuilder()
                        .setId(own.id().toString())
                        .build());

        assertThat(withdrawn.getState()).isEqualTo("withdrawn");
        assertThat(code(() -> as(business.owner())
                        .withdraw(WithdrawApprovalRequest.newBuilder()
                                .setId(proposed.id().toString())
                                .build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void everyRefusalHasItsStatus() {
        var admin = as(fixtures.aMember(business.tenant(), business.space(), Role.ADMIN));
        assertThat(code(() -> as(fixtures.aBusiness().owner())
                        .decide(decision("approve").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> admin.decide(decision("maybe").build()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() ->
                        admin.get(GetApprovalRequest.newBuilder().setId("1").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> ApprovalsGrpc.newBlockingStub(channel)
                        .get(GetApprovalRequest.newBuilder()
                                .setId(proposed.id().toString())
                                .build())))
                .isEqualTo(Status.Code.UNAUTHENTICATED);

        assertThat(code(() -> admin.decide(
                        decision("reject").setRevision(proposed.revision() + 1).build())))
                .isEqualTo(Status.Code.ABORTED);

        admin.decide(decision("reject").setRevision(proposed.revision()).build());

        assertThat(code(() -> as(business.owner()).decide(decision("approve").build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    private Approval batched() {
        return approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of("a cup", 20_00))
                .batched("cups"));
    }

    private static ShownApproval shown(Approval approval, int revision) {
        return ShownApproval.newBuilder()
                .setId(approval.id().toString())
                .setRevision(revision)
                .build();
    }

    private DecideApprovalRequest.Builder decision(String word) {
        return DecideApprovalRequest.newBuilder()
                .setId(proposed.id().toString())
                .setDecision(word);
    }

    private ApprovalsGrpc.ApprovalsBlockingStub as(Actor actor) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + clients.tokenOf(actor));
        return ApprovalsGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static Status.Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        return refusal == null ? Status.Code.OK : refusal.getStatus().getCode();
    }
}
