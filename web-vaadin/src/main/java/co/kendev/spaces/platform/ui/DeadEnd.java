package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;

/** A page that says why it goes no further here, and where it does. */
abstract class DeadEnd extends Main {
    private static final long serialVersionUID = 1L;

    final void say(String title, String words, Anchor... ways) {
        removeAll();
        addClassName("dead-end");
        setId("main");
        var links = new Div(ways);
        links.addClassName("ways");
        add(new H1(title), new Paragraph(words), links);
    }

    static Anchor way(String href, String words) {
        var way = new Anchor(href, words);
        way.addClassName("button");
        // outside the router: a dead end is left for good, with everything loaded afresh
        way.setRouterIgnore(true);
        return way;
    }

    static Anchor firstWay(String href, String words) {
        var way = way(href, words);
        way.addClassName("primary");
        return way;
    }
}
