package co.kendev.spaces.approvals.ui;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.web.ApprovalAccess.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page has seen.
 *
 * @param yours waits for the viewer, in groups of equal ones
 * @param others waits for somebody else
 * @param history is over
 * @param older whether there is more of it
 */
record Inbox(List<List<Seen>> yours, List<Seen> others, List<Seen> history, boolean older) {

    static Inbox open(List<Seen> seen, Set<ApprovalId> decidable) {
        var groups = new LinkedHashMap<Object, List<Seen>>();
        var others = new ArrayList<Seen>();
        for (var each : seen) {
            if (decidable.contains(each.approval().id())) {
                groups.computeIfAbsent(key(each.approval()), key -> new ArrayList<>())
                        .add(each);
            } else {
                others.add(each);
            }
        }
        return new Inbox(groups.values().stream().map(List::copyOf).toList(), List.copyOf(others), List.of(), false);
    }

    /** @param most how many there are on a page; one more was asked for */
    static Inbox over(List<Seen> seen, int most) {
        return new Inbox(List.of(), List.of(), seen.stream().limit(most).toList(), seen.size() > most);
    }

    /** The same with one that somebody has followed a link to. */
    Inbox and(Seen linked) {
        return new Inbox(yours, others, List.of(linked), older);
    }

    boolean isEmpty() {
        return yours.isEmpty() && others.isEmpty() && history.isEmpty();
    }

    int count() {
        return yours.stream().mapToInt(List::size).sum();
    }

    /** The only one there is, which needs no press to be read. */
    @Nullable
    ApprovalId alone() {
        return count() == 1 && others.isEmpty()
                ? yours.getFirst().getFirst().approval().id()
                : null;
    }

    private static Object key(Approval approval) {
        var batch = approval.batch();
        return batch == null ? approval.id() : List.of(approval.tenant(), approval.kind(), batch, approval.body());
    }
}
