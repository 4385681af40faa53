package co.kendev.spaces.approvals;

import co.kendev.spaces.messages.MessageBlock;
import co.kendev.spaces.messages.Press;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The buttons of the card: a press is a decision, with the comment and the changed fields of its form. */
@Component
class ApprovalBlock implements MessageBlock {
    private static final String COMMENT = "comment";
    private static final String EDITS = "edits.";

    private final Approvals approvals;
    private final JsonMapper json;

    ApprovalBlock(Approvals approvals, JsonMapper json) {
        this.approvals = approvals;
        this.json = json;
    }

    @Override
    public String type() {
        return ApprovalCard.BLOCK;
    }

    @Override
    public String done(String action) {
        return Verdict.parse(action, "action").done() + " this";
    }

    @Override
    public void press(Press press) {
        var verdict = Verdict.parse(press.action(), "action");
        var id = new ApprovalId(UUID.fromString(press.block().path("id").stringValue()));
        try {
            var decided = approvals.decide(press.actor(), id, verdict, comment(press.values()), edits(press));
            if (decided.revision() == press.block().path("revision").asInt()) {
                throw new DomainException(
                        ErrorCode.CONFLICT, "You have said so already; somebody else's word is awaited.");
            }
        } catch (DomainException refusal) {
            throw atTheWidget(refusal);
        }
    }

    private static @Nullable String comment(JsonNode values) {
        var comment = values.path(COMMENT);
        if (comment.isMissingNode() || comment.isNull()) {
            return null;
        }
        if (!comment.isString()) {
            throw DomainException.invalid("values." + COMMENT, "A comment is a text.");
        }
        return comment.stringValue();
    }

    /** What the form holds otherwise than it was drawn. */
    private JsonNode edits(Press press) {
        var edits = json.createObjectNode();
        press.values().properties().forEach(value -> {
            if (!value.getKey().equals(COMMENT) && !isAsDrawn(press.block(), value.getKey(), value.getValue())) {
                edits.set(value.getKey(), value.getValue());
            }
        });
        return edits;
    }

    private static boolean isAsDrawn(JsonNode block, String name, JsonNode value) {
        for (var field : block.path("fields")) {
            if (field.path("name").asString("").equals(name)) {
                return field.path("value").asString("").equals(value.asString(""));
            }
        }
        return false;
    }

    private static DomainException atTheWidget(DomainException refusal) {
        var field = refusal.field();
        if (refusal.code() != ErrorCode.INVALID || field == null) {
            return refusal;
        }
        var name = field.startsWith(EDITS) ? field.substring(EDITS.length()) : field;
        return DomainException.invalid("values." + name, refusal.detail());
    }
}
