package co.kendev.spaces.approvals.grpc;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Decision;
import co.kendev.spaces.v1.ApprovalDecision;
import co.kendev.spaces.v1.ApprovalEvidence;
import co.kendev.spaces.v1.ApprovalProposer;
import co.kendev.spaces.v1.DecidedApproval;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes approvals as protobuf; what is unknown stays unset. */
final class ApprovalMessage {
    /** Beyond this a double skips whole numbers. */
    private static final double WHOLE_MAX = 1L << 53;

    private ApprovalMessage() {}

    static co.kendev.spaces.v1.Approval of(Approval approval) {
        var about = approval.about();
        var amount = about.amount();
        var proposer = approval.proposer();
        var by = ApprovalProposer.newBuilder().setKind(proposer.kind().word()).setName(proposer.name());
        text(by::setId, proposer.id());
        var message = co.kendev.spaces.v1.Approval.newBuilder()
                .setId(approval.id().toString())
                .setTenant(approval.tenantSlug())
                .setKind(approval.kind())
                .setTitle(about.title())
                .setEffect(about.effect())
                .setProposer(by)
                .setState(approval.state().word())
                .setKeys(approval.keys())
                .addAllDeciders(approval.roles())
                .setExpiresAt(at(approval.expiresAt()))
                .setCreatedAt(at(approval.createdAt()))
                .setRevision(approval.revision());
        if (amount != null) {
            message.setAmountMinor(amount.minor()).setCurrency(amount.currency().getCurrencyCode());
        }
        text(message::setBatch, approval.batch());
        text(message::setMessageId, approval.message());
        text(message::setWorkflowId, approval.workflowId());
        for (var line : about.evidence()) {
            var evidence = ApprovalEvidence.newBuilder().setLabel(line.label()).setValue(line.value());
            text(evidence::setHref, line.href());
            message.addEvidence(evidence);
        }
        approval.decisions().forEach(decision -> message.addDecisions(of(decision)));
        return message.build();
    }

    static DecidedApproval of(Approvals.Outcome outcome) {
        var message = DecidedApproval.newBuilder().setId(outcome.id().toString());
        var approval = outcome.approval();
        var refusal = outcome.refusal();
        if (approval != null) {
            message.setApproval(of(approval));
        }
        if (refusal != null) {
            message.setRefused(refusal.code().name().toLowerCase(Locale.ROOT)).setDetail(refusal.detail());
        }
        return message.build();
    }

    private static ApprovalDecision of(Decision decision) {
        var message = ApprovalDecision.newBuilder()
                .setName(decision.name())
                .setRole(decision.role())
                .setDecision(decision.verdict().word())
                .setAt(at(decision.at()));
        text(message::setBy, decision.person());
        text(message::setComment, decision.comment());
        if (decision.edits() != null) {
            message.setEdits(struct(decision.edits()));
        }
        return message.build();
    }

    /** The edits as the use case reads them; whole numbers stay whole, which a Struct does not know. */
    static JsonNode edits(Struct struct) {
        var edits = JsonNodeFactory.instance.objectNode();
        struct.getFieldsMap().forEach((name, value) -> edits.set(name, node(value)));
        return edits;
    }

    private static JsonNode node(Value value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value.getKindCase()) {
            case STRING_VALUE -> nodes.stringNode(value.getStringValue());
            case BOOL_VALUE -> nodes.booleanNode(value.getBoolValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> edits(value.getStructValue());
            case LIST_VALUE -> {
                var list = nodes.arrayNode();
                value.getListValue().getValuesList().forEach(item -> list.add(node(item)));
                yield list;
            }
            case NULL_VALUE, KIND_NOT_SET -> nodes.nullNode();
        };
    }

    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX
                ? JsonNodeFactory.instance.numberNode((long) number)
                : JsonNodeFactory.instance.numberNode(number);
    }

    private static Struct struct(JsonNode edits) {
        var struct = Struct.newBuilder();
        edits.properties().forEach(edit -> struct.putFields(edit.getKey(), value(edit.getValue())));
        return struct.build();
    }

    private static Value value(JsonNode node) {
        var value = Value.newBuilder();
        return switch (node.getNodeType()) {
            case STRING -> value.setStringValue(node.stringValue()).build();
            case BOOLEAN -> value.setBoolValue(node.booleanValue()).build();
            case NUMBER -> value.setNumberValue(node.doubleValue()).build();
            case OBJECT -> value.setStructValue(struct(node)).build();
            case ARRAY -> {
                var list = ListValue.newBuilder();
                node.forEach(item -> list.addValues(value(item)));
                yield value.setListValue(list).build();
            }
            case NULL, MISSING, BINARY, POJO ->
                value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    private static void text(Consumer<String> setter, @Nullable Object value) {
        if (value != null) {
            setter.accept(value.toString());
        }
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
