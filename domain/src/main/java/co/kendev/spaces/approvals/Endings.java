package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowSignal;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What every change of an approval brings with it: its row, its card, and the word to what waits for its end. */
@Component
class Endings {
    private final ApprovalRows rows;
    private final ApprovalCard card;
    private final ApprovalBodies bodies;
    private final Processes processes;

    Endings(ApprovalRows rows, ApprovalCard card, ApprovalBodies bodies, Processes processes) {
        this.rows = rows;
        this.card = card;
        this.bodies = bodies;
        this.processes = processes;
    }

    /** Stores the change in the open transaction; one that ends it without consent lets its feature know. */
    Approval store(Approval wanted) {
        var changed = new Changed(wanted).raised().at(wanted.updatedAt());
        rows.update(changed);
        switch (changed.state()) {
            case OPEN, APPROVED -> {}
            case REJECTED, EXPIRED, WITHDRAWN -> bodies.find(changed).ifPresent(proposed -> proposed.dropped(changed));
        }
        card.redraw(changed);
        if (!changed.isOpen()) {
            tell(changed);
        }
        return changed;
    }

    private void tell(Approval ended) {
        var process = ended.process();
        if (process != null) {
            processes.signal(
                    processes.get(ended.tenant(), process),
                    new WorkflowSignal(
                            "decided",
                            Map.of(
                                    "state",
                                    ended.state().word(),
                                    "signal",
                                    Ids.next().toString())));
        }
    }
}
