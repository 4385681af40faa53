package co.kendev.spaces.approvals;

import java.time.Instant;

/** The planted offender of the rule that only {@link Approvals} makes an {@link Approved}. */
public final class ApprovesItself {
    Approved<String> itself(Approval approval) {
        return new Approved<>(approval, "I may", Instant.EPOCH);
    }
}
