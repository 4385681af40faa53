package co.kendev.spaces.messages.ui;

import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.ids.ChannelId;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The channels of a space by category, with what is unread in each. */
final class ChannelList extends Nav {
    private static final long serialVersionUID = 1L;

    private final Map<ChannelId, ChannelLink> links = new LinkedHashMap<>();
    private String space = "";
    private @Nullable ChannelId open;

    ChannelList() {
        addClassName("channels");
        setId("channels");
        setAriaLabel("Channels");
    }

    /** Shows the channels of a space; only what changed is drawn again. */
    void show(String slug, List<Inbox.Entry> entries) {
        var same = slug.equals(space)
                && entries.stream()
                        .map(entry -> entry.access().channel().id())
                        .toList()
                        .equals(List.copyOf(links.keySet()));
        if (same) {
            entries.forEach(entry -> link(entry.access().channel().id()).ifPresent(link -> link.update(entry)));
        } else {
            space = slug;
            draw(entries);
        }
        mark();
    }

    private void draw(List<Inbox.Entry> entries) {
        removeAll();
        links.clear();
        var groups = new LinkedHashMap<String, Div>();
        for (var entry : entries) {
            var channel = entry.access().channel();
            var group = groups.computeIfAbsent(channel.category(), ChannelList::group);
            var link = new ChannelLink(space, entry);
            links.put(channel.id(), link);
            group.add(link);
        }
        groups.values().forEach(this::add);
    }

    private static Div group(String category) {
        var group = new Div();
        group.addClassName("category");
        if (!category.isEmpty()) {
            group.add(new H2(category));
        }
        return group;
    }

    /** Says which channel is on screen; what it holds counts as read. */
    void select(@Nullable ChannelId channel) {
        open = channel;
        mark();
    }

    /** What the viewer has read up to now, in a channel. */
    void read(ChannelId channel) {
        Optional.ofNullable(links.get(channel)).ifPresent(link -> link.unread(0));
    }

    /** Whether anything is unread but in the channel on screen. */
    boolean waits() {
        return links.values().stream()
                .anyMatch(link -> link.unread() > 0 && !link.channel().equals(open));
    }

    Optional<ChannelLink> link(ChannelId channel) {
        return Optional.ofNullable(links.get(channel));
    }

    private void mark() {
        links.values().forEach(link -> link.open(link.channel().equals(open)));
    }
}
