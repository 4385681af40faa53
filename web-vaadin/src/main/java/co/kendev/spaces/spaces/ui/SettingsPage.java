package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Permission;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;

/** What the settings of a space have in common: the bar, the pages beside each other, the column. */
public abstract class SettingsPage extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Places places;
    private final transient Viewers viewers;
    private final String title;
    private final String lede;
    private String spaceName = "";

    protected SettingsPage(Places places, Viewers viewers, String title, String lede) {
        this.places = places;
        this.viewers = viewers;
        this.title = title;
        this.lede = lede;
        addClassName("page");
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        var viewer = viewers.current();
        var slug = event.getRouteParameters().get("space").orElse("");
        var place = places.find(viewer, slug).orElse(null);
        removeAll();
        var column = new Div(new H1(title), lede());
        column.addClassName("column");
        var scroll = new Div(column);
        scroll.addClassName("page-scroll");
        if (place == null) {
            spaceName = visit(column, viewer, event.getRouteParameters());
            add(bar(title), scroll);
        } else {
            spaceName = place.space().name();
            add(bar(place, event.getLocation().getPath()), scroll);
            fill(column, place);
        }
    }

    /** Draws what is special to this page. */
    protected abstract void fill(Div column, Place place);

    /** Draws it for somebody who is no member, and says whose it is; for most pages there is no such address then. */
    protected String visit(Div column, Viewer viewer, RouteParameters parameters) {
        throw new NotFoundException("no space of the viewer");
    }

    /** The viewer's place as it is now; rights may have changed since the page was drawn. */
    protected final Place again(Place before) {
        return places.find(viewers.current(), before.space().slug()).orElse(before);
    }

    @Override
    public String getPageTitle() {
        return title + " · " + spaceName;
    }

    private Paragraph lede() {
        var words = new Paragraph(lede);
        words.addClassName("lede");
        return words;
    }

    private static Header bar(String words) {
        var list = new NativeButton();
        list.add(new Icon("menu"));
        list.addClassNames("tool", "to-list");
        list.getElement().setAttribute("data-do", "list");
        list.getElement().setAttribute("aria-label", "Show channels");
        var name = new Span(words);
        name.addClassName("bar-title");
        var bar = new Header(list, name);
        bar.addClassName("bar");
        return bar;
    }

    private Header bar(Place place, String path) {
        var bar = bar("Settings");
        var slug = place.space().slug();
        var pages = new Nav(
                tab(Addresses.brand(slug), "Look", this instanceof BrandView),
                tab(Addresses.members(slug), "Members", this instanceof MembersView));
        if (place.access().may(Permission.MANAGE_CHANNELS)) {
            pages.add(tab(Addresses.channels(slug), "Channels", this instanceof ChannelsView));
        }
        places.pages(place, SpacePage.Where.SETTINGS)
                .forEach(page -> pages.add(tab(page.href(), page.words(), path.equals(page.href()))));
        pages.setAriaLabel("Settings");
        pages.addClassName("tabs");
        var back = new Anchor(Addresses.space(slug), "");
        back.add(new Icon("cross"));
        back.addClassNames("tool", "close");
        back.getElement().setAttribute("aria-label", "Back to the channels");
        bar.add(pages, back);
        return bar;
    }

    private static Anchor tab(String href, String label, boolean open) {
        var tab = new Anchor(href, label);
        if (open) {
            tab.getElement().setAttribute("aria-current", "page");
        }
        return tab;
    }
}
