package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ui.ErrandLink;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.spaces.Space;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spaces of the viewer, side by side at the edge of the screen. */
public final class SpaceRail extends Nav {
    private static final long serialVersionUID = 1L;

    private final Viewer viewer;
    private final Div list = new Div();
    private final Map<SpaceId, Anchor> links = new HashMap<>();
    private final Map<SpaceId, String> names = new HashMap<>();
    private final @Nullable Anchor operations;

    /** @param errands what waits for the viewer elsewhere */
    public SpaceRail(Viewer viewer, List<ErrandLink> errands) {
        this.viewer = viewer;
        addClassName("rail");
        setAriaLabel("Spaces");
        list.addClassName("rail-spaces");

        var more = tool("/signup", "plus", "Open another space");
        more.setRouterIgnore(true);
        var foot = new Div();
        errands.forEach(foot::add);
        foot.add(more);
        foot.addClassName("rail-foot");
        operations = viewer.operator() ? tool("operator/processes", "gauge", "Operations") : null;
        if (operations != null) {
            foot.add(operations);
        }
        add(list, foot);
    }

    /** Draws the spaces; what was unread stays so until it is counted again. */
    public void show(List<Space> spaces) {
        list.removeAll();
        links.clear();
        names.clear();
        for (var space : spaces) {
            var link = new Anchor(Addresses.space(space.slug()));
            link.addClassName("rail-item");
            link.add(new SpaceMark(space.brand().logo()), tip(space.name()));
            link.getElement().setAttribute("aria-label", space.name());
            link.getElement().setAttribute("data-space", space.slug());
            links.put(space.id(), link);
            names.put(space.id(), space.name());
            list.add(link);
        }
    }

    /** Says where the viewer is: in a space, or in the operator's pages. */
    public void select(@Nullable SpaceId open, boolean operating) {
        links.forEach((id, link) -> current(link, id.equals(open)));
        if (operations != null) {
            current(operations, operating);
        }
    }

    /** Takes away a space that the viewer is in no more. */
    public void drop(SpaceId space) {
        names.remove(space);
        var link = links.remove(space);
        if (link != null) {
            link.removeFromParent();
        }
    }

    /** Marks a space in which something waits. */
    public void unread(SpaceId space, boolean waits) {
        var link = links.get(space);
        if (link != null) {
            link.getElement().setAttribute("data-unread", waits);
            link.getElement().setAttribute("aria-label", names.get(space) + (waits ? ", unread messages" : ""));
        }
    }

    public Viewer viewer() {
        return viewer;
    }

    private static void current(Anchor link, boolean is) {
        if (is) {
            link.getElement().setAttribute("aria-current", "true");
        } else {
            link.getElement().removeAttribute("aria-current");
        }
    }

    private static Anchor tool(String href, String icon, String label) {
        var link = new Anchor(href);
        link.addClassNames("rail-item", "rail-tool");
        link.add(new Icon(icon), tip(label));
        link.getElement().setAttribute("aria-label", label);
        return link;
    }

    private static Span tip(String words) {
        var tip = new Span(words);
        tip.addClassName("tip");
        tip.getElement().setAttribute("aria-hidden", "true");
        return tip;
    }
}
