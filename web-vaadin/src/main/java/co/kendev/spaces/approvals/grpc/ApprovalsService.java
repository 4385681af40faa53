package co.kendev.spaces.approvals.grpc;

import co.kendev.spaces.approvals.ApprovalFilter;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.State;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.approvals.web.ApprovalAccess;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.v1.Approval;
import co.kendev.spaces.v1.ApprovalsGrpc;
import co.kendev.spaces.v1.DecideAllApprovalsRequest;
import co.kendev.spaces.v1.DecideAllApprovalsResponse;
import co.kendev.spaces.v1.DecideApprovalRequest;
import co.kendev.spaces.v1.GetApprovalRequest;
import co.kendev.spaces.v1.ListApprovalsRequest;
import co.kendev.spaces.v1.ListApprovalsResponse;
import co.kendev.spaces.v1.WithdrawApprovalRequest;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;
import tools.jackson.databind.JsonNode;

/** Shows approvals to machines, and takes their word. */
@GrpcService
class ApprovalsService extends ApprovalsGrpc.ApprovalsImplBase {
    private final ApprovalAccess access;
    private final Approvals approvals;

    ApprovalsService(ApprovalAccess access, Approvals approvals) {
        this.access = access;
        this.approvals = approvals;
    }

    @Override
    public void list(ListApprovalsRequest request, StreamObserver<ListApprovalsResponse> answer) {
        var fields = new Fields();
        for (var field : java.util.Map.of("tenant", request.getTenant(), "before", request.getBefore())
                .entrySet()) {
            if (!ApiJson.isClean(field.getValue())) {
                fields.wrong(field.getKey(), ApiJson.UNCLEAN);
            }
        }
        fields.check();
        var caller = caller();
        var most = Listed.limit(request.getLimit() == 0 ? null : request.getLimit());
        var before = request.getBefore().isEmpty() ? null : id("before", request.getBefore());
        var page = access.list(caller, filter(request, most, before));
        var response = ListApprovalsResponse.newBuilder();
        page.reversed().forEach(seen -> response.addItems(ApprovalMessage.of(seen.approval())));
        if (page.size() == most) {
            var oldest = page.getLast().approval().id();
            if (!access.list(caller, filter(request, 1, oldest)).isEmpty()) {
                response.setNextBefore(oldest.toString());
            }
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public void get(GetApprovalRequest request, StreamObserver<Approval> answer) {
        answer.onNext(ApprovalMessage.of(
                access.get(caller(), id("id", request.getId())).approval()));
        answer.onCompleted();
    }

    @Override
    public void decide(DecideApprovalRequest request, StreamObserver<Approval> answer) {
        var seen = access.get(caller(), id("id", request.getId()));
        var verdict = Verdict.parse(request.getDecision(), "decision");
        var revision = request.hasRevision() ? request.getRevision() : null;
        answer.onNext(ApprovalMessage.of(approvals.decide(
                seen.actor(), seen.approval().id(), revision, verdict, request.getComment(), edits(request))));
        answer.onCompleted();
    }

    @Override
    public void decideAll(DecideAllApprovalsRequest request, StreamObserver<DecideAllApprovalsResponse> answer) {
        var verdict = Verdict.parse(request.getDecision(), "decision");
        var shown = new ArrayList<Approvals.Shown>();
        for (var each : request.getApprovalsList()) {
            shown.add(new Approvals.Shown(id("approvals[" + shown.size() + "].id", each.getId()), each.getRevision()));
        }
        if (shown.isEmpty()) {
            throw DomainException.invalid("approvals", "Name the approvals to decide.");
        }
        var seen = access.get(caller(), shown.getFirst().id());
        var batch = approvals.decideAll(seen.actor(), shown, verdict, request.getComment());
        var response = DecideAllApprovalsResponse.newBuilder().setWaiting(batch.waiting());
        batch.outcomes().forEach(outcome -> response.addItems(ApprovalMessage.of(outcome)));
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public void withdraw(WithdrawApprovalRequest request, StreamObserver<Approval> answer) {
        var seen = access.get(caller(), id("id", request.getId()));
        answer.onNext(ApprovalMessage.of(
                approvals.withdraw(seen.actor(), seen.approval().id())));
        answer.onCompleted();
    }

    private static @Nullable JsonNode edits(DecideApprovalRequest request) {
        if (!request.hasEdits()) {
            return null;
        }
        var edits = ApprovalMessage.edits(request.getEdits());
        var fields = new Fields();
        ApiJson.check("edits", edits, fields);
        fields.check();
        return edits;
    }

    private static ApprovalFilter filter(ListApprovalsRequest request, int limit, @Nullable ApprovalId before) {
        return new ApprovalFilter(
                request.getState().isEmpty() ? null : State.parse(request.getState(), "state"),
                request.getTenant().isEmpty() ? null : request.getTenant(),
                limit,
                before);
    }

    private static Actor caller() {
        var caller = Caller.current()
                .orElseThrow(() -> new DomainException(ErrorCode.UNAUTHENTICATED, "Send an access token."));
        return caller.in(Objects.requireNonNullElse(caller.tenant(), Actor.NOWHERE), "The approval");
    }

    private static ApprovalId id(String field, String text) {
        try {
            return new ApprovalId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid(field, "This is no id of an approval.");
        }
    }
}
