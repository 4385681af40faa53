package co.kendev.spaces.messages.ui;

import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.ChannelAccess;
import co.kendev.spaces.spaces.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import tools.jackson.databind.node.ArrayNode;

/** Where one writes; the draft is the browser's. */
@Tag("spaces-composer")
final class MessageComposer extends Component {
    private static final long serialVersionUID = 1L;

    MessageComposer(PersonId me) {
        getElement().setProperty("me", me.toString());
    }

    void open(ChannelAccess access) {
        var channel = access.channel();
        var element = getElement();
        element.setProperty("channelName", channel.name());
        element.setProperty("disabled", !access.mayPost());
        element.setProperty("disabledReason", access.mayPost() ? "" : reason(channel));
        element.setProperty("sales", access.mayPost() && access.role() != Role.CUSTOMER);
        element.setProperty("channel", channel.id().toString());
    }

    /** Whom one may mention; the server hands the list over and forgets it. */
    void people(ArrayNode people) {
        getElement().executeJs("this.people = $0", people);
    }

    private static String reason(Channel channel) {
        return channel.kind() == Channel.Kind.ANNOUNCEMENT
                ? "Only those who may announce write in #" + channel.name() + ". You can read along."
                : "You may read #" + channel.name() + ", but not write in it. Ask the owner for access.";
    }
}
