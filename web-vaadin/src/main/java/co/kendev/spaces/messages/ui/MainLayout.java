package co.kendev.spaces.messages.ui;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.ui.UserMenu;
import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.platform.ui.ClockStrip;
import co.kendev.spaces.platform.ui.ClockWatch;
import co.kendev.spaces.platform.ui.Errand;
import co.kendev.spaces.platform.ui.ErrandLink;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.platform.ui.operator.OperatorMenu;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.ui.Addresses;
import co.kendev.spaces.spaces.ui.BrandTokens;
import co.kendev.spaces.spaces.ui.Place;
import co.kendev.spaces.spaces.ui.Places;
import co.kendev.spaces.spaces.ui.SpacePage;
import co.kendev.spaces.spaces.ui.SpaceRail;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The frame of every screen behind the login: spaces, channels, the viewer, and live marks for what is unread. */
@Layout
@PermitAll
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MainLayout.class);
    /** How often the server may speak to one tab. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final transient Places places;
    private final transient Inbox inbox;
    private final transient Feed feed;
    private final transient DemoClock clock;
    private final Viewer viewer;

    private final SpaceRail rail;
    private final ClockStrip strip;
    private final List<ErrandLink> errands;
    private final ChannelList channels = new ChannelList();
    private final Div head = new Div();
    private final Div list = new Div();
    private final Main main = new Main();

    /** Tenants in which something happened since the last count. */
    private final transient Set<TenantId> stirred = ConcurrentHashMap.newKeySet();

    private final transient Map<ChannelId, Long> counted = new ConcurrentHashMap<>();
    private final transient List<Feed.Subscription> watching = new ArrayList<>();
    private transient volatile List<Space> spaces = List.of();
    private transient volatile @Nullable Place place;
    private transient volatile @Nullable ChannelId open;

    MainLayout(
            Places places,
            Inbox inbox,
            Feed feed,
            DemoClock clock,
            ClockWatch watch,
            Viewers viewers,
            People people,
            Logins logins,
            ObjectProvider<Errand> errands) {
        this.places = places;
        this.inbox = inbox;
        this.feed = feed;
        this.clock = clock;
        this.viewer = viewers.current();
        this.errands = errands.orderedStream()
                .map(errand -> new ErrandLink(errand, viewer))
                .toList();
        this.rail = new SpaceRail(viewer, this.errands);
        this.strip = new ClockStrip(watch, viewer.operator() && clock.isOffered());
        addClassName("shell");

        head.addClassName("side-head");
        list.addClassName("side-list");
        var side = new Aside(head, list, new UserMenu(viewer, people, logins));
        side.addClassName("side");
        side.getElement().setAttribute("aria-label", "Where to go");
        main.addClassName("main");
        main.setId("main");
        main.getElement().setAttribute("tabindex", "-1");
        var drawer = new Div(rail, side);
        drawer.addClassName("drawer");
        var skips = new Nav(skip("main", "Skip to the content"), skip("channels", "Skip to the channels"));
        skips.setAriaLabel("Skip");
        skips.addClassName("skips");
        add(skips, drawer, veil(), main);
    }

    private static Anchor skip(String target, String words) {
        var skip = new Anchor("", words);
        skip.setRouterIgnore(true);
        skip.addClassName("skip");
        skip.getElement().setAttribute("data-skip", target);
        return skip;
    }

    /** What lies over the rest while a drawer is open; a touch closes it. */
    private static Div veil() {
        var veil = new Div();
        veil.addClassName("veil");
        veil.getElement().setAttribute("data-do", "close");
        return veil;
    }

    @Override
    public void showRouterLayoutContent(@Nullable HasElement content) {
        main.getElement().removeAllChildren();
        main.add(strip);
        if (content != null) {
            main.getElement().appendChild(content.getElement());
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        spaces = places.of(viewer);
        rail.show(spaces);
        var ui = attached.getUI();
        ComponentUtil.setData(ui, MainLayout.class, this);
        var count = new Coalescer(PAUSE, () -> count(ui));
        spaces.stream().map(Space::tenant).distinct().forEach(tenant -> {
            stirred.add(tenant);
            watching.add(feed.watch(tenant, activity -> heard(activity, count)));
        });
        count.ask();
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        watching.forEach(Feed.Subscription::close);
        watching.clear();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var path = event.getLocation().getPath();
        var operating = path.startsWith("operator");
        errands.forEach(errand -> errand.here(path));
        var parameters = event.getRouteParameters();
        var now = parameters
                .get("space")
                .flatMap(slug -> places.find(viewer, slug))
                .orElse(null);
        var before = place;
        place = now;
        strip.draw();
        list.removeAll();
        if (now == null) {
            open = null;
            rail.select(null, operating);
            head.removeAll();
            head.add(title(operating ? "Operations" : "Spaces"));
            list.add(operating ? new OperatorMenu(event.getLocation().getPath(), clock.isOffered()) : spaceMenu());
            return;
        }
        var beside = beside(now, event.getLocation().getPath());
        if (beside.getChildren().findAny().isPresent()) {
            list.add(beside);
        }
        list.add(channels);
        if (before == null || !before.space().equals(now.space())) {
            counted.clear();
            dress(now);
        }
        rail.select(now.space().id(), false);
        var entries = inbox.channels(now.actor(), now.space().id());
        show(now, entries);
        open = parameters
                .get("channel")
                .flatMap(name -> entries.stream()
                        .map(entry -> entry.access().channel())
                        .filter(channel -> channel.name().equals(name))
                        .findFirst())
                .map(channel -> channel.id())
                .orElse(null);
        channels.select(open);
        mark(now);
    }

    /** Called by the conversation when the viewer has read all there is in a channel. */
    static void read(UI ui, ChannelId channel) {
        var layout = ComponentUtil.getData(ui, MainLayout.class);
        if (layout != null) {
            layout.channels.read(channel);
            var here = layout.place;
            if (here != null) {
                layout.mark(here);
            }
        }
    }

    /** Marks the space on screen by what its list says; a count from before may not have seen what was read since. */
    private void mark(Place here) {
        rail.unread(here.space().id(), channels.waits());
    }

    private void dress(Place now) {
        UI.getCurrentOrThrow()
                .getElement()
                .setAttribute("data-space", now.space().slug());
        BrandTokens.apply(UI.getCurrentOrThrow(), now.space().brand());
        head.removeAll();
        head.add(spaceMenu(now));
    }

    /** The pages of features, above the channels. */
    private Nav beside(Place now, String path) {
        var beside = new Nav();
        beside.setAriaLabel("Pages");
        beside.addClassName("side-pages");
        for (var entry : places.pages(now, SpacePage.Where.BESIDE_CHANNELS)) {
            var page = new Anchor(entry.href(), entry.words());
            page.addComponentAsFirst(new Icon(entry.icon()));
            page.addClassName("side-page");
            if (path.equals(entry.href()) || path.startsWith(entry.href() + "/")) {
                page.getElement().setAttribute("aria-current", "page");
            }
            beside.add(page);
        }
        return beside;
    }

    private static Header title(String words) {
        var name = new Span(words);
        name.addClassName("side-name");
        return new Header(name);
    }

    /** The way back to the spaces, for a page that stands in none. */
    private Nav spaceMenu() {
        var menu = new Nav();
        menu.setAriaLabel("Your spaces");
        menu.setId("channels");
        menu.addClassName("channels");
        for (var space : spaces) {
            var link = new Anchor(Addresses.space(space.slug()), space.name());
            link.addComponentAsFirst(new Icon("space"));
            link.addClassName("side-page");
            menu.add(link);
        }
        return menu;
    }

    private static Header spaceMenu(Place now) {
        var name = new Span(now.space().name());
        name.addClassName("side-name");
        var button = new NativeButton();
        button.add(name, new Icon("down"));
        button.addClassName("side-open");
        button.getElement().setAttribute("popovertarget", "space-menu");
        var slug = now.space().slug();
        var menu = new Div();
        menu.setId("space-menu");
        menu.addClassNames("pop", "pop-space");
        menu.getElement().setAttribute("popover", "");
        if (now.access().may(Permission.INVITE)) {
            menu.add(item(Addresses.members(slug), "people", "Invite people"));
        } else {
            menu.add(item(Addresses.members(slug), "people", "Members"));
        }
        if (now.access().may(Permission.MANAGE_CHANNELS)) {
            menu.add(item(Addresses.channels(slug), "plus", "Add a channel"));
        }
        if (now.access().may(Permission.MANAGE_SPACE)) {
            menu.add(item(Addresses.brand(slug), "brush", "Name and look"));
        }
        var page = item("/s/" + slug, "globe", "Public page");
        page.setRouterIgnore(true);
        menu.add(page);
        return new Header(button, menu);
    }

    private static Anchor item(String href, String icon, String words) {
        var item = new Anchor(href, words);
        item.addComponentAsFirst(new Icon(icon));
        item.addClassName("pop-item");
        return item;
    }

    private void show(Place now, List<Inbox.Entry> entries) {
        entries.forEach(entry -> counted.put(entry.access().channel().id(), entry.lastSeq()));
        channels.show(now.space().slug(), entries);
    }

    /** On the thread of whoever posted: notes it down, no more. */
    private void heard(Feed.Activity activity, Coalescer count) {
        var known = counted.get(activity.channel());
        var here = place;
        var elsewhere = here == null || !activity.tenant().equals(here.actor().tenant());
        if (activity.channel().equals(open) || (!elsewhere && known != null && activity.seq() <= known)) {
            return;
        }
        stirred.add(activity.tenant());
        count.ask();
    }

    /** On a thread of its own: counts outside the lock of the tab, then shows. */
    private void count(UI ui) {
        var tenants = Set.copyOf(stirred);
        stirred.removeAll(tenants);
        var here = place;
        var waits = new HashMap<Space, Boolean>();
        var lost = new ArrayList<Space>();
        List<Inbox.Entry> entries = null;
        for (var space : spaces) {
            if (!tenants.contains(space.tenant())) {
                continue;
            }
            try {
                var found = inbox.channels(viewer.in(space.tenant()), space.id());
                if (here != null && here.space().id().equals(space.id())) {
                    entries = found;
                }
                waits.put(space, found.stream().anyMatch(entry -> entry.unread() > 0 && !isOpen(entry)));
            } catch (DomainException left) {
                lost.add(space);
            } catch (RuntimeException e) {
                // the database is away: the next word in the space counts again
                LOG.debug("unread messages were not counted", e);
                stirred.add(space.tenant());
            }
        }
        spaces = spaces.stream().filter(space -> !lost.contains(space)).toList();
        var shown = entries;
        try {
            ui.access(() -> {
                lost.forEach(space -> rail.drop(space.id()));
                waits.forEach((space, waiting) -> rail.unread(space.id(), waiting));
                if (shown != null && here != null && here.equals(place)) {
                    show(here, shown);
                    if (open != null) {
                        channels.read(open);
                    }
                    mark(here);
                }
            });
        } catch (UIDetachedException gone) {
            // the tab was closed in the meantime
        }
    }

    private boolean isOpen(Inbox.Entry entry) {
        return entry.access().channel().id().equals(open);
    }
}
