package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.BaseJsonNode;

/**
 * Makes a part of a screen what it should be by changing what differs alone: what stays keeps the focus, how far it is scrolled, and
 * what a chart has drawn. Lines are found again by their key. A listener stays with its element, so it asks for what is shown when it
 * is called, and not for what was when it was drawn.
 */
public final class Redraw {
    private static final String KEY = "data-key";
    private static final String KEEP = "data-keep";

    private Redraw() {}

    /** By which a line is found again among its neighbours, whatever else of it has changed. */
    public static void key(Element line, String key) {
        line.setAttribute(KEY, key);
    }

    /** What this is, and all that is in it, stays as it was first drawn. */
    public static void keep(Element part) {
        part.setAttribute(KEEP, "");
    }

    /** Gives a part what was drawn in another one, which is left for nothing else. */
    public static void into(Component shown, Component drawn) {
        children(shown.getElement(), drawn.getElement());
    }

    private static void children(Element shown, Element drawn) {
        var left = new ArrayList<>(shown.getChildren().toList());
        var wanted = new ArrayList<Element>();
        for (var child : drawn.getChildren().toList()) {
            var same = take(left, child);
            if (same != null) {
                change(same, child);
            }
            wanted.add(same == null ? child : same);
        }
        left.forEach(Element::removeFromParent);
        for (var i = 0; i < wanted.size(); i++) {
            if (i == shown.getChildCount() || !shown.getChild(i).equals(wanted.get(i))) {
                shown.insertChild(i, wanted.get(i));
            }
        }
    }

    /** The first of these that can become the other one. */
    private static @Nullable Element take(List<Element> left, Element drawn) {
        for (var i = 0; i < left.size(); i++) {
            if (isAlike(left.get(i), drawn)) {
                return left.remove(i);
            }
        }
        return null;
    }

    private static boolean isAlike(Element shown, Element drawn) {
        if (shown.isTextNode() || drawn.isTextNode()) {
            return shown.isTextNode() && drawn.isTextNode();
        }
        return shown.getTag().equals(drawn.getTag())
                // these keep more than their attributes and children
                && !shown.getTag().startsWith("vaadin-")
                && shown.hasAttribute(KEEP) == drawn.hasAttribute(KEEP)
                && Objects.equals(shown.getAttribute(KEY), drawn.getAttribute(KEY));
    }

    private static void change(Element shown, Element drawn) {
        if (shown.isTextNode()) {
            if (!shown.getText().equals(drawn.getText())) {
                shown.setText(drawn.getText());
            }
            return;
        }
        if (!drawn.hasAttribute(KEEP)) {
            attributes(shown, drawn);
            properties(shown, drawn);
            children(shown, drawn);
        }
    }

    private static void attributes(Element shown, Element drawn) {
        shown.getAttributeNames()
                .filter(name -> !drawn.hasAttribute(name))
                .toList()
                .forEach(shown::removeAttribute);
        drawn.getAttributeNames().forEach(name -> {
            var value = drawn.getAttribute(name);
            if (!value.equals(shown.getAttribute(name))) {
                shown.setAttribute(name, value);
            }
        });
    }

    private static void properties(Element shown, Element drawn) {
        shown.getPropertyNames()
                .filter(name -> !drawn.hasProperty(name))
                .toList()
                .forEach(shown::removeProperty);
        drawn.getPropertyNames().forEach(name -> {
            var value = drawn.getPropertyRaw(name);
            if (!Objects.equals(value, shown.getPropertyRaw(name))) {
                switch (value) {
                    case BaseJsonNode json -> shown.setPropertyJson(name, json);
                    case Boolean yes -> shown.setProperty(name, yes);
                    case Double number -> shown.setProperty(name, number);
                    case null, default -> shown.setProperty(name, drawn.getProperty(name));
                }
            }
        });
    }
}
