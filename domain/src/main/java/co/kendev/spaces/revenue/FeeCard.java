package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Department;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The message in which the setup fee stands, to be looked at and recorded. */
@Component
class FeeCard {
    static final String BLOCK = "setup-fee";

    private static final String WELCOME = "welcome";

    private final Channels channels;
    private final Tellers tellers;
    private final FinanceChannel finance;
    private final Messages messages;
    private final JsonMapper json;

    FeeCard(Channels channels, Tellers tellers, FinanceChannel finance, Messages messages, JsonMapper json) {
        this.channels = channels;
        this.tellers = tellers;
        this.finance = finance;
        this.messages = messages;
        this.json = json;
    }

    /** Posts it where everybody arrives; where there is no such channel, where money is spoken of. */
    MessageId post(Tenant tenant, Fee fee) {
        var space = tellers.space(tenant.id());
        var channel = channels.find(tenant.id(), space.id(), WELCOME)
                .map(Channel::id)
                .orElseGet(() -> finance.of(tenant.id()).channel().id());
        return messages.say(
                        tenant.id(),
                        space.id(),
                        channel,
                        Author.SYSTEM,
                        draft(BLOCK, MessageType.WIDGET, "**Setup fee** for building this space", draw(tenant, fee)))
                .id();
    }

    void redraw(Tenant tenant, Fee fee) {
        var card = fee.card();
        if (card != null) {
            messages.redraw(tenant.id(), card, before -> draw(tenant, fee));
        }
    }

    /** Says in #finance that it was paid. */
    void announce(Tenant tenant, Fee fee) {
        var place = finance.of(tenant.id());
        var subsidy = fee.subsidyMinor();
        var text = "The setup fee of **" + fee.amount().text() + "** was paid and divided"
                + (subsidy == 0
                        ? "."
                        : "; the Justice Fund gave "
                                + new Money(subsidy, fee.amount().currency()).text() + " of it.");
        messages.say(
                tenant.id(),
                place.space().id(),
                place.channel().id(),
                Author.SYSTEM,
                draft("setup-fee:paid", MessageType.SYSTEM, text, null));
    }

    private static Draft draft(String clientId, MessageType type, String text, @Nullable JsonNode blocks) {
        return new Draft(
                clientId,
                type,
                text,
                null,
                Department.FINANCE,
                Announcer.WORKFLOW,
                Priority.NORMAL,
                null,
                null,
                blocks);
    }

    /** Everybody who is here sees the card, so it says no amounts: who may see the money asks for them. */
    private JsonNode draw(Tenant tenant, Fee fee) {
        var received = fee.received();
        return json.valueToTree(List.of(new Block(
                BLOCK,
                1,
                BLOCK,
                fee.revision(),
                tenant.slug(),
                tenant.name(),
                received == null ? "open" : "received",
                received == null ? null : received.at())));
    }

    private record Block(
            String type,
            int version,
            String id,
            int revision,
            String tenant,
            String business,
            String state,
            @Nullable Instant at) {}
}
