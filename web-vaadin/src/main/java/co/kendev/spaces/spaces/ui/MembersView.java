package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who is in a space, and how others get in. */
@Route("s/:space/settings/members")
@PermitAll
class MembersView extends SettingsPage {
    private static final long serialVersionUID = 1L;

    private final transient Roster roster;
    private final transient Invitations invitations;

    MembersView(Places places, Viewers viewers, Roster roster, Invitations invitations) {
        super(
                places,
                viewers,
                "Members",
                "Everybody here sees the channels their role may see. Invite with a link; whoever opens it joins as what you chose.");
        this.roster = roster;
        this.invitations = invitations;
    }

    @Override
    protected void fill(Div column, Place place) {
        if (place.access().may(Permission.INVITE)) {
            column.add(new Form(place));
        }
        var list = new MemberList("table");
        list.show(roster.of(place), place.actor().person());
        var group = new Div(new H2("Who is here"), list);
        group.addClassName("group");
        column.add(group);
    }

    private final class Form extends Div {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("They join as");
        private final EmailField email = new EmailField("E-mail (optional)");
        private final Div result = new Div();

        Form(Place place) {
            this.place = place;
            addClassNames("group", "invite");
            role.setItems(roles());
            role.setRenderer(new ComponentRenderer<>(MembersView::choice));
            role.setValue(Role.STAFF);
            email.setHelperText(
                    "With an address, only that person can use the link. Spaces sends no mail; you pass the link on.");
            email.setClearButtonVisible(true);
            var create = new Button("Create the link", click -> create());
            create.addThemeName("primary");
            var actions = new Div(create);
            actions.addClassName("actions");
            result.setId("invitation");
            result.getElement().setAttribute("aria-live", "polite");
            add(new H2("Invite somebody"), role, email, actions, result);
        }

        private List<Role> roles() {
            var offered = new ArrayList<>(List.of(Role.STAFF, Role.CUSTOMER, Role.INTEGRATOR));
            if (place.access().role() == Role.OWNER) {
                offered.addFirst(Role.ADMIN);
            }
            return offered;
        }

        private void create() {
            email.setInvalid(false);
            result.removeAll();
            try {
                var now = again(place);
                show(invitations.create(
                        now.actor(), now.access(), email.getValue().strip(), role.getValue()));
            } catch (DomainException refusal) {
                if (!"email".equals(refusal.field())) {
                    throw refusal;
                }
                email.setErrorMessage(refusal.detail());
                email.setInvalid(true);
                email.focus();
            }
        }

        private void show(Invitations.Invited invited) {
            var link = new TextField("Invitation link");
            link.setId("invitation-link");
            link.setReadOnly(true);
            link.setValue(origin() + "/invite/" + invited.token());
            var copy = new NativeButton("Copy");
            copy.addClassNames("button", "primary");
            copy.getElement().setAttribute("data-copy", "#invitation-link");
            var line = new Div(link, copy);
            line.addClassName("link-line");
            var until = new Element("spaces-time");
            until.setProperty("at", invited.expiresAt().toString());
            until.setProperty("mode", "full");
            var fine = new Paragraph(new Span("For one person, as " + word(invited.role()) + ". Works until "));
            fine.getElement().appendChild(until, new Span(". Copy it now: it is shown only once.").getElement());
            fine.addClassName("fine");
            result.add(line, fine);
            email.clear();
        }
    }

    private static String origin() {
        return VaadinServletRequest.getCurrent() instanceof VaadinServletRequest request
                ? ServletUriComponentsBuilder.fromContextPath(request.getHttpServletRequest())
                        .build()
                        .toUriString()
                : "";
    }

    private static Div choice(Role role) {
        var name = new Span(name(role));
        name.addClassName("choice-name");
        var words = new Span(
                switch (role) {
                    case OWNER -> "Decides everything.";
                    case ADMIN -> "Runs the space with you: channels, invitations, moderation.";
                    case STAFF -> "Works here: writes in the house's channels and invites others.";
                    case CUSTOMER -> "Sees what is open to customers, and asks there.";
                    case INTEGRATOR -> "Connects other systems and watches them at work.";
                });
        words.addClassName("choice-words");
        var choice = new Div(name, words);
        choice.addClassName("choice");
        return choice;
    }

    static String name(Role role) {
        return switch (role) {
            case OWNER -> "Owner";
            case ADMIN -> "Admin";
            case STAFF -> "Staff";
            case CUSTOMER -> "Customer";
            case INTEGRATOR -> "Integrator";
        };
    }

    private static String word(Role role) {
        return role == Role.STAFF
                ? "staff"
                : role == Role.OWNER || role == Role.ADMIN || role == Role.INTEGRATOR
                        ? "an " + role.word()
                        : "a " + role.word();
    }
}
