package co.kendev.spaces.approvals;

import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Markdown;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The message in which a proposal stands: drawn anew with every change, in the change's own transaction. */
@Component
class ApprovalCard {
    static final String BLOCK = "approval";

    private static final String WORKFLOW = "approval";

    private final Messages messages;
    private final ApprovalRows rows;
    private final ApprovalBodies bodies;
    private final JsonMapper json;

    ApprovalCard(Messages messages, ApprovalRows rows, ApprovalBodies bodies, JsonMapper json) {
        this.messages = messages;
        this.rows = rows;
        this.bodies = bodies;
        this.json = json;
    }

    /** Posts the card where the proposal is to be shown; without such a place it stands in the inbox alone. */
    void post(Approval approval) {
        var place = approval.place();
        if (place == null) {
            return;
        }
        var card = messages.say(
                approval.tenant(),
                place.space(),
                place.channel(),
                Author.SYSTEM,
                draft("approval:" + approval.id(), MessageType.WIDGET, words(approval), draw(approval)));
        rows.showOn(approval.tenant(), approval.id(), card.id());
    }

    void redraw(Approval approval) {
        var card = approval.message();
        if (card != null) {
            messages.redraw(approval.tenant(), card, before -> draw(approval));
        }
    }

    /** Says it again where it is shown, once per rung of the ladder. */
    void remind(Approval approval) {
        var place = approval.place();
        if (place == null) {
            return;
        }
        var text = "**Still waiting:** [" + Markdown.escaped(approval.about().title()) + "](/app/approvals?open="
                + approval.id() + "), for " + Words.or(approval.roles()) + ".";
        messages.say(
                approval.tenant(),
                place.space(),
                place.channel(),
                Author.SYSTEM,
                draft("approval:" + approval.id() + ":" + approval.rung(), MessageType.SYSTEM, text, null));
    }

    private static Draft draft(String clientId, MessageType type, String text, @Nullable JsonNode blocks) {
        return new Draft(clientId, type, text, null, null, WORKFLOW, Priority.NORMAL, null, null, blocks);
    }

    /** What is read where the card cannot be drawn. */
    private static String words(Approval approval) {
        var amount = approval.about().amount();
        return "**" + Markdown.escaped(approval.about().title()) + "**"
                + (amount == null ? "" : " · " + Words.of(amount)) + "\n\n"
                + Markdown.escaped(approval.about().effect()) + "\n\n[Decide](/app/approvals?open=" + approval.id()
                + ")";
    }

    private JsonNode draw(Approval approval) {
        var about = approval.about();
        Money amount = about.amount();
        var fields = approval.isOpen()
                ? bodies.find(approval).map(ApprovalBodies.Read::fields).orElse(List.of())
                : List.<Field>of();
        return json.valueToTree(List.of(new Block(
                BLOCK,
                1,
                approval.id().toString(),
                approval.revision(),
                approval.kind(),
                about.title(),
                about.effect(),
                amount == null ? null : amount.minor(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                about.evidence(),
                new By(
                        approval.proposer().kind().word(),
                        approval.proposer().id() == null
                                ? null
                                : approval.proposer().id().toString(),
                        approval.proposer().name()),
                approval.state().word(),
                approval.keys(),
                approval.roles(),
                approval.decisions().stream()
                        .map(decision -> new Said(
                                decision.person() == null
                                        ? null
                                        : decision.person().toString(),
                                decision.name(),
                                decision.role(),
                                decision.verdict().word(),
                                decision.comment(),
                                decision.edits(),
                                decision.at()))
                        .toList(),
                fields.stream()
                        .map(field -> new Input(
                                field.name(),
                                field.label(),
                                field.kind().word(),
                                field.value(),
                                field.min(),
                                field.hint(),
                                field.options()))
                        .toList(),
                approval.expiresAt(),
                "/app/approvals?open=" + approval.id())));
    }

    private record Block(
            String type,
            int version,
            String id,
            int revision,
            String kind,
            String title,
            String effect,
            @Nullable Long amountMinor,
            @Nullable String currency,
            List<Evidence> evidence,
            By proposer,
            String state,
            String keys,
            List<String> deciders,
            List<Said> decisions,
            List<Input> fields,
            Instant expiresAt,
            String href) {}

    private record By(String kind, @Nullable String id, String name) {}

    private record Said(
            @Nullable String person,
            String by,
            String role,
            String decision,
            @Nullable String comment,
            @Nullable JsonNode edits,
            Instant at) {}

    private record Input(
            String name,
            String label,
            String kind,
            String value,
            @Nullable String min,
            @Nullable String hint,
            List<Field.Option> options) {}
}
