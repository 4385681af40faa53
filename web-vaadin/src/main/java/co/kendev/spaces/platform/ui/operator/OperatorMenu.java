package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.ui.Icon;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;

/** The pages of those who run the installation. */
public final class OperatorMenu extends Nav {
    private static final long serialVersionUID = 1L;

    /**
     * @param path where the viewer is
     * @param demo whether there is a demo, whose clock can be moved
     */
    public OperatorMenu(String path, boolean demo) {
        setAriaLabel("Operations");
        setId("channels");
        addClassName("channels");
        add(
                page(path, "operator/processes", "flow", "Processes"),
                page(path, "operator/money", "chart", "Money"),
                page(path, "operator/outbox", "outbox", "Outbox"),
                page(path, "operator/health", "pulse", "Health"));
        if (demo) {
            add(page(path, "operator/clock", "clock", "Demo clock"));
        }
    }

    private static Anchor page(String path, String href, String icon, String words) {
        var page = new Anchor(href, words);
        page.addComponentAsFirst(new Icon(icon));
        page.addClassName("side-page");
        if (path.startsWith(href)) {
            page.getElement().setAttribute("aria-current", "page");
        }
        return page;
    }
}
