package co.kendev.spaces.approvals.activity;

import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Escalation;
import co.kendev.spaces.approvals.State;
import co.kendev.spaces.approvals.workflow.ApprovalActivities;
import co.kendev.spaces.approvals.workflow.ApprovalInput;
import co.kendev.spaces.approvals.workflow.ApprovalWait;
import co.kendev.spaces.platform.activity.FailureMapping;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Each call is one use case that looks at the row under its lock, which is what makes a second run harmless. */
@Component
public class ApprovalActivitiesImpl implements ApprovalActivities {
    private final Escalation escalation;

    public ApprovalActivitiesImpl(Escalation escalation) {
        this.escalation = escalation;
    }

    @Override
    public ApprovalWait next(ApprovalInput input) {
        return mapped(() -> wait(escalation.next(tenant(input), approval(input))));
    }

    @Override
    public ApprovalWait climb(ApprovalInput input) {
        return mapped(() -> wait(escalation.climb(tenant(input), approval(input))));
    }

    @Override
    public String finish(ApprovalInput input) {
        return mapped(() -> escalation.finish(tenant(input), approval(input)));
    }

    @Override
    public void takeBack(ApprovalInput input, String reason) {
        mapped(() -> {
            escalation.takeDown(tenant(input), new ProcessId(UUID.fromString(input.process())), reason);
            return "";
        });
    }

    private static ApprovalWait wait(Escalation.Next next) {
        return new ApprovalWait(
                next.state() == State.OPEN,
                next.at(),
                next.what(),
                next.blockedOn(),
                next.amountMinor(),
                next.expiresAt(),
                next.clockOffset().toSeconds());
    }

    private static <T> T mapped(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            throw FailureMapping.of(failure);
        }
    }

    private static TenantId tenant(ApprovalInput input) {
        return new TenantId(UUID.fromString(input.tenantId()));
    }

    private static ApprovalId approval(ApprovalInput input) {
        return new ApprovalId(UUID.fromString(input.approval()));
    }
}
