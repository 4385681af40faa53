package co.kendev.spaces.messages.ui;

import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.ui.Addresses;
import co.kendev.spaces.spaces.ui.MemberList;
import co.kendev.spaces.spaces.ui.Place;
import co.kendev.spaces.spaces.ui.Places;
import co.kendev.spaces.spaces.ui.Roster;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One channel: what it is about, what was said, a place to write, and who listens. */
@Route("s/:space/:channel")
@PermitAll
class ChannelView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Places places;
    private final transient Inbox inbox;
    private final transient Roster roster;
    private final Viewer viewer;

    private final Span kind = new Span();
    private final H1 name = new H1();
    private final Span topic = new Span();
    private final MessageStream stream;
    private final MessageComposer composer;
    private final MemberList people = new MemberList("list");
    private @Nullable SpaceId peopleOf;
    private String title = "Spaces";

    ChannelView(Places places, Inbox inbox, Roster roster, Viewers viewers) {
        this.places = places;
        this.inbox = inbox;
        this.roster = roster;
        this.viewer = viewers.current();
        this.stream = new MessageStream(viewer.person());
        this.composer = new MessageComposer(viewer.person());
        addClassName("conversation");

        stream.onRead(channel -> getUI().ifPresent(ui -> MainLayout.read(ui, channel)));
        stream.setId("stream");
        composer.setId("composer");
        var talk = new Section(stream, composer);
        talk.addClassName("talk");
        talk.getElement().setAttribute("aria-label", "Conversation");
        var aside = new Aside(people);
        aside.addClassName("people");
        aside.getElement().setAttribute("aria-label", "Members");
        aside.setId("people");
        // it scrolls, and holds nothing that takes the focus
        aside.getElement().setAttribute("tabindex", "0");
        var body = new Div(talk, aside);
        body.addClassName("conversation-body");
        add(bar(), body);
    }

    private Header bar() {
        kind.getElement().setAttribute("aria-hidden", "true");
        topic.addClassName("topic");
        var bar = new Header(
                tool("menu", "list", "Show channels", "to-list"),
                kind,
                name,
                topic,
                tool("search", "switch", "Find a channel (Ctrl+K)", "find"),
                tool("people", "people", "Members", "to-people"));
        bar.addClassName("bar");
        return bar;
    }

    private static NativeButton tool(String icon, String act, String words, String cssClass) {
        var tool = new NativeButton();
        tool.add(new Icon(icon));
        tool.addClassNames("tool", cssClass);
        tool.getElement().setAttribute("data-do", act);
        tool.getElement().setAttribute("aria-label", words);
        tool.getElement().setAttribute("title", words);
        return tool;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var place = places.get(viewer, event.getRouteParameters());
        var wanted = event.getRouteParameters().get("channel").orElse("");
        var entry = inbox.channels(place.actor(), place.space().id()).stream()
                .filter(known -> known.access().channel().name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no channel of the viewer"));
        show(place, entry);
        var message =
                event.getLocation().getQueryParameters().getSingleParameter("m").flatMap(ChannelView::seq);
        message.ifPresentOrElse(stream::highlight, stream::noHighlight);
    }

    private void show(Place place, Inbox.Entry entry) {
        var channel = entry.access().channel();
        title = "#" + channel.name() + " · " + place.space().name();
        kind.setClassName("i i-" + ChannelLink.icon(channel.kind()) + " bar-kind");
        name.setText(channel.name());
        topic.setText(channel.topic());
        topic.setTitle(channel.topic());
        stream.open(
                place.space().name(),
                Addresses.channel(place.space().slug(), channel.name()),
                entry,
                entry.access().may(Permission.MODERATE),
                lesson(channel, entry.access().mayPost()));
        composer.open(entry.access());
        if (!place.space().id().equals(peopleOf)) {
            peopleOf = place.space().id();
            var everybody = roster.of(place);
            people.show(everybody, viewer.person());
            composer.people(everybody);
            stream.people(everybody);
        }
    }

    /** What a channel with nothing in it says. */
    private static String lesson(Channel channel, boolean mayPost) {
        var about = channel.topic().isBlank() ? "This is where the channel begins." : channel.topic();
        return switch (channel.kind()) {
            case ANNOUNCEMENT -> about + (mayPost ? " Everybody reads what you write here." : "");
            case PRIVATE -> about + " Only the people added to it see this channel.";
            case PUBLIC -> about;
        };
    }

    private static Optional<Long> seq(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(seq -> seq > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
