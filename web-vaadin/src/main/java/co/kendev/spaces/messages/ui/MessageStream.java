package co.kendev.spaces.messages.ui;

import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.PersonId;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinRequest;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.node.ArrayNode;

/** The messages of one channel; the browser loads them and keeps them, the server keeps the channel's id. */
@Tag("spaces-stream")
final class MessageStream extends Component {
    private static final long serialVersionUID = 1L;

    MessageStream(PersonId me) {
        getElement().setProperty("me", me.toString());
    }

    void open(String spaceName, String address, Inbox.Entry entry, boolean mayModerate, String emptyText) {
        var access = entry.access();
        var channel = access.channel();
        var element = getElement();
        element.setProperty("brandName", spaceName);
        element.setProperty("channelName", channel.name());
        element.setProperty("canPost", access.mayPost());
        element.setProperty("canModerate", mayModerate);
        element.setProperty("linkBase", "/app/" + address);
        element.setProperty("lastRead", entry.readSeq());
        element.setProperty("emptyTitle", "#" + channel.name());
        element.setProperty("emptyText", emptyText);
        guard(element);
        element.setProperty("channel", channel.id().toString());
    }

    /** Whom one may mention while editing; the server hands the list over and forgets it. */
    void people(ArrayNode people) {
        getElement().executeJs("this.people = $0", people);
    }

    /** Shows one message among its neighbours, and lights it up. */
    void highlight(long seq) {
        getElement().setProperty("highlight", seq);
    }

    void noHighlight() {
        getElement().setPropertyJson("highlight", tools.jackson.databind.node.NullNode.getInstance());
    }

    /** Calls back when the viewer has read a channel up to its end. */
    void onRead(Consumer<ChannelId> listener) {
        getElement()
                .addEventListener(
                        "spaces-read",
                        event -> listener.accept(new ChannelId(UUID.fromString(event.getEventData()
                                .path("event.detail.channel")
                                .asString()))))
                .addEventData("event.detail.channel")
                .debounce(400);
    }

    private static void guard(Element element) {
        var request = VaadinRequest.getCurrent();
        if (request != null && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            element.setProperty("csrfHeader", token.getHeaderName());
            element.setProperty("csrfToken", token.getToken());
        }
    }
}
