package co.kendev.spaces.identity.ui;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.platform.ui.Icon;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.web.Theme;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The person at the foot of the list: who they are, how they want the screens, the way out. */
public final class UserMenu extends Div {
    private static final long serialVersionUID = 1L;
    private static final String MENU = "user-menu";

    private final transient People people;
    private final transient Logins logins;
    private final Viewer viewer;
    private final List<NativeButton> themes = new ArrayList<>();

    public UserMenu(Viewer viewer, People people, Logins logins) {
        this.viewer = viewer;
        this.people = people;
        this.logins = logins;
        addClassName("user");

        var face = new Span();
        face.getElement().setAttribute("data-initials", initials(viewer.name()));
        face.addClassNames("face", "tone-" + tone(viewer.person().toString()));
        face.getElement().setAttribute("aria-hidden", "true");
        var name = new Span(viewer.name());
        name.addClassName("name");
        var open = new NativeButton();
        open.add(face, name, new Icon("more"));
        open.addClassName("user-open");
        open.getElement().setAttribute("popovertarget", MENU);
        open.getElement().setAttribute("aria-label", viewer.name() + ", your menu");

        var menu = new Div(who(), themes(), zone(), shortcuts(), leave());
        menu.setId(MENU);
        menu.addClassNames("pop", "pop-user");
        menu.getElement().setAttribute("popover", "");
        add(open, menu);
    }

    private Component who() {
        var name = new Span(viewer.name());
        name.addClassName("pop-name");
        var email = new Span(viewer.email());
        email.addClassName("pop-fine");
        var who = new Div(name, email);
        who.addClassName("pop-who");
        return who;
    }

    private Component themes() {
        var group = new Div();
        Arrays.stream(Theme.values()).map(this::theme).forEach(group::add);
        group.addClassName("segments");
        group.getElement().setAttribute("role", "group");
        group.getElement().setAttribute("aria-label", "Theme");
        return group;
    }

    private Component theme(Theme theme) {
        var word = theme.getKey();
        var button = new NativeButton(theme.getLabel());
        button.addComponentAsFirst(new Icon(theme.getIcon()));
        button.getElement().setAttribute("data-theme-choice", word);
        button.getElement().setAttribute("aria-pressed", String.valueOf(word.equals(viewer.theme())));
        button.addClickListener(click -> choose(word));
        themes.add(button);
        return button;
    }

    private void choose(String word) {
        people.chooseTheme(viewer.person(), word);
        if (VaadinServletRequest.getCurrent() instanceof VaadinServletRequest request) {
            LoginCookie.read(request.getHttpServletRequest()).ifPresent(logins::refresh);
        }
        for (var button : themes) {
            var own = button.getElement().getAttribute("data-theme-choice");
            button.getElement().setAttribute("aria-pressed", String.valueOf(word.equals(own)));
        }
    }

    private static Component zone() {
        var zone = new Span();
        zone.getElement().setAttribute("data-zone", "");
        var line = new Div(new Icon("clock"), zone);
        line.addClassNames("pop-line", "pop-fine");
        return line;
    }

    private static Component shortcuts() {
        var button = new NativeButton("Keyboard shortcuts");
        button.addComponentAsFirst(new Icon("keyboard"));
        button.addClassName("pop-item");
        button.getElement().setAttribute("data-do", "shortcuts");
        return button;
    }

    private static Component leave() {
        var leave = new Anchor("/logout", "Log out");
        leave.addComponentAsFirst(new Icon("leave"));
        leave.setRouterIgnore(true);
        leave.addClassName("pop-item");
        leave.getElement().setAttribute("data-do", "log-out");
        return leave;
    }

    /** The same letters as our elements make of a name: of the first and the last word that begins with one. */
    static String initials(String name) {
        var words = Arrays.stream(name.strip().split("\\s+"))
                .filter(word -> !word.isEmpty() && Character.isLetterOrDigit(word.codePointAt(0)))
                .toList();
        if (words.isEmpty()) {
            return "?";
        }
        var first = Character.toString(words.getFirst().codePointAt(0));
        var last = words.size() == 1 ? "" : Character.toString(words.getLast().codePointAt(0));
        return (first + last).toUpperCase(Locale.ROOT);
    }

    /** The same number as our elements make of an id, so that a person has one colour everywhere. */
    static int tone(String key) {
        long sum = 7;
        for (int i = 0; i < key.length(); i++) {
            sum = (sum * 31 + key.charAt(i)) & 0xFFFF_FFFFL;
        }
        return (int) (sum % 8);
    }
}
