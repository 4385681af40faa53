package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A widget for tests: {@code approve} carries it out, {@code refuse-it}, {@code name} and {@code forget} go wrong. */
@Component
public class TestWidget implements MessageBlock {
    public static final String ID = "w1";
    private static final String TYPE = "test-widget";

    private final Messages messages;
    private final JsonMapper json;
    private final ConcurrentHashMap<MessageId, AtomicInteger> carriedOut = new ConcurrentHashMap<>();

    TestWidget(Messages messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String done(String action) {
        return action.equals("approve") ? "approved this" : MessageBlock.super.done(action);
    }

    @Override
    public void press(Press press) {
        var message = press.message();
        switch (press.action()) {
            case "refuse-it" -> throw DomainException.forbidden("Only the owner may.");
            case "name" -> throw DomainException.invalid("values.name", "Say a name.");
            case "over" -> throw new DomainException(ErrorCode.GONE, "It expired on Monday.");
            case "forget" -> messages.redraw(message.tenant(), message.id(), before -> before);
            default -> {
                carriedOut
                        .computeIfAbsent(message.id(), id -> new AtomicInteger())
                        .incrementAndGet();
                messages.redraw(message.tenant(), message.id(), before -> drawn(2, "done", revision(press) + 1, TYPE));
            }
        }
    }

    /** How often a press of the message was carried out. */
    public int carriedOut(MessageId id) {
        return carriedOut.getOrDefault(id, new AtomicInteger()).get();
    }

    /** Posts the widget, as a version of the application drew it. */
    public Message post(TenantId tenant, SpaceId space, ChannelId channel, int version) {
        return post(tenant, space, channel, version, TYPE);
    }

    Message post(TenantId tenant, SpaceId space, ChannelId channel, int version, String type) {
        return messages.say(
                tenant,
                space,
                channel,
                Author.SYSTEM,
                new Draft(
                        null,
                        MessageType.WIDGET,
                        "A decision",
                        null,
                        null,
                        null,
                        Priority.NORMAL,
                        null,
                        null,
                        drawn(version, "open", 1, type)));
    }

    private static int revision(Press press) {
        return press.block().path("revision").intValue();
    }

    private JsonNode drawn(int version, String state, int revision, String type) {
        var block = json.createObjectNode()
                .put("type", type)
                .put("version", version)
                .put("id", ID)
                .put("revision", revision)
                .put("state", state);
        return json.createArrayNode().add(block);
    }
}
