package co.kendev.spaces.messages.ui;

import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.ui.Addresses;
import com.vaadin.flow.component.html.Anchor;

/** One channel in the list: its name, and how much waits in it. What the browser needs to open it at once stands in its attributes. */
final class ChannelLink extends Anchor {
    private static final long serialVersionUID = 1L;
    private static final int COUNTED = 99;

    private final ChannelId channel;
    private final String name;
    private int unread = -1;

    ChannelLink(String space, Inbox.Entry entry) {
        super(Addresses.channel(space, entry.access().channel().name()));
        var shown = entry.access().channel();
        this.channel = shown.id();
        this.name = shown.name();
        setText(name);
        addClassName("channel");
        var element = getElement();
        element.setAttribute("data-channel", channel.toString());
        element.setAttribute("data-kind", shown.kind().word());
        element.setAttribute("data-topic", shown.topic());
        element.setAttribute("data-post", entry.access().mayPost());
        update(entry);
    }

    ChannelId channel() {
        return channel;
    }

    String name() {
        return name;
    }

    int unread() {
        return Math.max(0, unread);
    }

    void update(Inbox.Entry entry) {
        getElement().setAttribute("data-read", String.valueOf(entry.readSeq()));
        unread(entry.unread());
    }

    void unread(int count) {
        if (count == unread) {
            return;
        }
        unread = count;
        var element = getElement();
        if (count > 0) {
            element.setAttribute("data-unread", count > COUNTED ? COUNTED + "+" : String.valueOf(count));
            element.setAttribute("aria-label", name + ", " + (count > COUNTED ? "over " + COUNTED : count) + " unread");
        } else {
            element.removeAttribute("data-unread");
            element.removeAttribute("aria-label");
        }
    }

    void open(boolean is) {
        if (is) {
            getElement().setAttribute("aria-current", "page");
        } else {
            getElement().removeAttribute("aria-current");
        }
    }

    static String icon(Channel.Kind kind) {
        return switch (kind) {
            case PUBLIC -> "hash";
            case PRIVATE -> "lock";
            case ANNOUNCEMENT -> "horn";
        };
    }
}
