package co.kendev.spaces.approvals.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hand-written activities with the ladder of a row: reminder after a day, the next ones up after three, expiry after seven. */
final class RecordingApprovals implements ApprovalActivities {
    private static final List<Duration> LADDER =
            List.of(Duration.ofHours(24), Duration.ofHours(72), Duration.ofDays(7));
    private static final List<String> WHAT =
            List.of("Say it again", "Ask the next ones up too", "The proposal expires");

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile String state = "open";
    volatile Duration ahead = Duration.ZERO;
    private int rung;
    private final InstantSource clock;
    private final Instant proposedAt;

    RecordingApprovals(InstantSource clock) {
        this.clock = clock;
        this.proposedAt = clock.instant();
    }

    @Override
    public ApprovalWait next(ApprovalInput approval) {
        calls.add("next");
        return wait(rung);
    }

    @Override
    public ApprovalWait climb(ApprovalInput approval) {
        if (state.equals("open") && !now().isBefore(wait(rung).at())) {
            calls.add("climb " + WHAT.get(rung) + " after "
                    + Duration.between(proposedAt, now()).toHours() + " h");
            rung++;
            if (rung == LADDER.size()) state = "expired";
        }
        return wait(Math.min(rung, LADDER.size() - 1));
    }

    @Override
    public String finish(ApprovalInput approval) {
        calls.add("finish");
        return state.equals("approved") ? "approved by Ana Ortiz" : state;
    }

    @Override
    public void takeBack(ApprovalInput approval, String reason) {
        calls.add("take back");
        state = "withdrawn";
    }

    private ApprovalWait wait(int step) {
        return new ApprovalWait(
                state.equals("open"),
                proposedAt.plus(LADDER.get(step)),
                WHAT.get(step),
                step < 2 ? "owner" : "owner or operator",
                120_00L,
                proposedAt.plus(LADDER.getLast()),
                ahead.toSeconds());
    }

    private Instant now() {
        return clock.instant().plus(ahead);
    }
}
