package co.kendev.spaces.approvals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An approval on its way to what it becomes. */
final class Changed {
    private final Approval before;
    private JsonNode body;
    private Description about;
    private State state;
    private Policy policy;
    private int rung;
    private int revision;
    private List<Decision> decisions;

    Changed(Approval before) {
        this.before = before;
        this.body = before.body();
        this.about = before.about();
        this.state = before.state();
        this.policy = before.policy();
        this.rung = before.rung();
        this.revision = before.revision();
        this.decisions = before.decisions();
    }

    Changed body(JsonNode edited, Description description) {
        body = edited;
        about = description;
        return this;
    }

    Changed policy(Policy wanted) {
        policy = wanted;
        return this;
    }

    Changed state(State wanted) {
        state = wanted;
        return this;
    }

    Changed climbed() {
        rung++;
        return this;
    }

    Changed raised() {
        revision++;
        return this;
    }

    Changed decided(Decision decision) {
        decisions = new ArrayList<>(decisions);
        decisions.add(decision);
        return this;
    }

    /** The approval as it is from now on. */
    Approval at(Instant now) {
        return new Approval(
                before.id(),
                before.tenant(),
                before.tenantSlug(),
                before.kind(),
                before.batch(),
                body,
                about,
                before.proposer(),
                state,
                policy,
                rung,
                revision,
                before.place(),
                before.message(),
                before.process(),
                before.workflowId(),
                before.expiresAt(),
                before.createdAt(),
                now,
                decisions);
    }
}
