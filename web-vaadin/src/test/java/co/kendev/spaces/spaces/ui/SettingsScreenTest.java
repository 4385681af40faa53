package co.kendev.spaces.spaces.ui;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures.Business;
import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What owners change about their space, and how somebody without one gets one. */
class SettingsScreenTest extends ScreenTest {
    @Autowired
    Spaces spaces;

    @Autowired
    Invitations invitations;

    @Autowired
    Channels channels;

    Business business;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
    }

    @Test
    void changesTheLook() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/brand");

        test(field("Name")).setValue("Cactus & Sons");
        test(field("Accent in the dark theme")).setValue("#ffb454");
        test(button("Save the look")).click();

        var space = spaces.find(business.tenant(), business.space()).orElseThrow();
        assertThat(space.name()).isEqualTo("Cactus & Sons");
        assertThat(space.brand().accentDark()).isEqualTo("#ffb454");
        assertThat(space.brand().logo().emoji()).isEqualTo("🌵");
    }

    @Test
    void isToldWhichColourIsNone() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/brand");

        test(field("Accent in the light theme")).setValue("green");
        test(button("Save the look")).click();

        assertThat(field("Accent in the light theme").isInvalid()).isTrue();
        assertThat(spaces.find(business.tenant(), business.space())
                        .orElseThrow()
                        .brand()
                        .accentLight())
                .isEqualTo("#1f6b33");
    }

    @Test
    void isWarnedOfAColourThatFades() {
        logIn(business.owner());
        var view = open("s/" + business.slug() + "/settings/brand");

        test(field("Accent in the light theme")).setValue("#f4f4f4");

        assertThat(words(view)).contains("Fades into the light background");
    }

    @Test
    void mayNotChangeTheLookAsStaff() {
        logIn(fixtures.aMember(business.tenant(), business.space(), Role.STAFF));

        var view = open("s/" + business.slug() + "/settings/brand");

        assertThat(words(view)).contains("Only those who manage");
        assertThat(find(Button.class).all()).isEmpty();
    }

    @Test
    void invitesByLink() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/members");

        test(button("Create the link")).click();

        var link = field("Invitation link").getValue();
        var invitation = invitations.open(link.substring(link.lastIndexOf('/') + 1));
        assertThat(link).contains("/invite/");
        assertThat(invitation.role()).isEqualTo(Role.STAFF);
        assertThat(invitation.space().id()).isEqualTo(business.space());
    }

    @Test
    void isToldThatAnEmailIsNone() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/members");

        find(EmailField.class).single().setValue("nobody at all");
        test(button("Create the link")).click();

        assertThat(find(EmailField.class).single().isInvalid()).isTrue();
        assertThat(find(TextField.class).all()).isEmpty();
    }

    @Test
    void addsAChannelAndIsTakenThere() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/channels");

        test(field("Name")).setValue("Greenhouse-2");
        test(field("Topic")).setValue("Heating and water");
        test(button("Add the channel")).click();

        var added = channels.find(business.tenant(), business.space(), "greenhouse-2")
                .orElseThrow();
        assertThat(added.kind()).isEqualTo(Channel.Kind.PUBLIC);
        assertThat(added.topic()).isEqualTo("Heating and water");
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("ChannelView");
    }

    @Test
    void isToldThatTheNameIsTaken() {
        logIn(business.owner());
        open("s/" + business.slug() + "/settings/channels");

        test(field("Name")).setValue("orders");
        test(button("Add the channel")).click();

        assertThat(field("Name").getErrorMessage()).contains("already");
    }

    @Test
    void findsTheFormsUnderTheirShortNames() {
        logIn(business.owner());

        assertThat(open(business.slug() + "/settings")).isInstanceOf(BrandView.class);
        assertThat(open(business.slug() + "/invite")).isInstanceOf(MembersView.class);
    }

    @Test
    void isTaughtHowToGetASpaceWithoutOne() {
        logIn(fixtures.aPerson());

        var view = open("");

        assertThat(words(view)).contains("You are in no space yet");
        assertThat(parts(view).filter(Anchor.class::isInstance).map(link -> ((Anchor) link).getHref()))
                .contains("/signup");
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
                .findFirst()
                .orElseThrow();
    }

    private Button button(String words) {
        return find(Button.class).withText(words).single();
    }
}
