package co.kendev.spaces.messages.ui;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures.Business;
import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Inbox;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.ui.SpaceRail;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.internal.nodefeature.ElementData;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people see of their channels. */
class ConversationScreenTest extends ScreenTest {
    @Autowired
    Messages messages;

    @Autowired
    Inbox inbox;

    @Autowired
    Access access;

    @Autowired
    Members members;

    @Autowired
    People people;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    Business business;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
    }

    @Test
    void seesChannelsByCategory() {
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");

        assertThat(find(ChannelLink.class).all()).extracting(ChannelLink::name).contains("welcome", "orders", "news");
        assertThat(find(H2.class, find(ChannelList.class).single()).all())
                .extracting(H2::getText)
                .containsExactly("Start here");
        assertThat(link("welcome").getElement().getAttribute("aria-current")).isEqualTo("page");
        assertThat(find(H1.class).single().getText()).isEqualTo("welcome");
    }

    @Test
    void doesNotSeePrivateChannelsOfOthers() {
        logIn(fixtures.aMember(business.tenant(), business.space(), Role.CUSTOMER));
        open("s/" + business.slug() + "/welcome");

        assertThat(find(ChannelLink.class).all()).extracting(ChannelLink::name).doesNotContain("books");
        assertThat(words(open("s/" + business.slug() + "/books"))).contains("nothing here for you");
    }

    @Test
    void opensTheFirstChannelOfASpace() {
        logIn(business.owner());

        var view = open("s/" + business.slug());

        assertThat(view).isInstanceOf(ChannelView.class);
        assertThat(((ChannelView) view).getPageTitle()).isEqualTo("#news · Business " + number());
    }

    @Test
    void pointsTheStreamAtTheChannelAndItsReader() {
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");

        var stream = find(MessageStream.class).single().getElement();
        assertThat(stream.getProperty("channel"))
                .isEqualTo(business.welcome().id().toString());
        assertThat(stream.getProperty("me")).isEqualTo(business.owner().person().toString());
        assertThat(stream.getProperty("linkBase")).isEqualTo("/app/s/" + business.slug() + "/welcome");
        assertThat(stream.getProperty("canPost", false)).isTrue();
    }

    @Test
    void mayMentionPeopleWhileWritingAndWhileEditing() {
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");

        var internals = UI.getCurrent().getInternals();
        internals.getStateTree().runExecutionsBeforeClientResponse();
        assertThat(internals.dumpPendingJavaScriptInvocations())
                .filteredOn(call -> call.getInvocation().getExpression().contains("this.people = "))
                .extracting(
                        call -> call.getOwner().getFeature(ElementData.class).getTag())
                .contains("spaces-stream", "spaces-composer");
    }

    @Test
    void mayNotWriteWhereOnlyAnnouncersDo() {
        logIn(fixtures.aMember(business.tenant(), business.space(), Role.CUSTOMER));
        open("s/" + business.slug() + "/news");

        var composer = find(MessageComposer.class).single().getElement();
        assertThat(composer.getProperty("disabled", false)).isTrue();
        assertThat(composer.getProperty("disabledReason")).contains("announce");
    }

    @Test
    void seesTheUnreadMarkAppearLiveAndGoWhenReading() throws InterruptedException {
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");
        var orders = link("orders");
        assertThat(orders.unread()).isZero();

        var posted = messages.post(
                staff, orders.channel(), Draft.text(UUID.randomUUID().toString(), "Twelve pots are packed."));

        await(() -> orders.unread() == 1);
        assertThat(orders.getElement().getAttribute("aria-label")).isEqualTo("orders, 1 unread");
        assertThat(link("welcome").unread()).isZero();
        assertThat(railSays()).endsWith(", unread messages");

        open("s/" + business.slug() + "/orders");
        inbox.markRead(business.owner(), orders.channel(), posted.message().seq());
        MainLayout.read(UI.getCurrent(), orders.channel());
        assertThat(link("orders").unread()).isZero();
        assertThat(railSays()).isEqualTo("Business " + number());
    }

    private String railSays() {
        return parts(find(SpaceRail.class).single())
                .map(part -> part.getElement().getAttribute("aria-label"))
                .filter(label -> label != null && label.startsWith("Business " + number()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isNotDisturbedByTheChannelOnScreen() throws InterruptedException {
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");

        messages.post(
                staff, business.welcome().id(), Draft.text(UUID.randomUUID().toString(), "Right before your eyes."));
        messages.post(
                staff, link("orders").channel(), Draft.text(UUID.randomUUID().toString(), "And elsewhere."));

        await(() -> link("orders").unread() == 1);
        assertThat(link("welcome").unread()).isZero();
    }

    @Test
    void losesOneSpaceAndStillHearsOfTheOthers() throws InterruptedException {
        var other = fixtures.aBusiness();
        members.add(other.tenant(), other.space(), people.get(business.owner().person()), Role.CUSTOMER);
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        logIn(business.owner());
        open("s/" + business.slug() + "/welcome");
        assertThat(spacesInRail()).contains(other.slug());

        tx.write(Scope.of(other.tenant()), () -> {
            jdbc.sql("delete from spaces.member where person_id = ?")
                    .param(business.owner().person().value())
                    .update();
        });
        messages.post(
                other.owner(),
                other.welcome().id(),
                Draft.text(UUID.randomUUID().toString(), "Without you."));
        messages.post(
                staff, link("orders").channel(), Draft.text(UUID.randomUUID().toString(), "And elsewhere."));

        await(() -> link("orders").unread() == 1);
        await(() -> !spacesInRail().contains(other.slug()));
        assertThat(spacesInRail()).contains(business.slug());
    }

    private List<String> spacesInRail() {
        return parts(find(SpaceRail.class).single())
                .map(part -> part.getElement().getAttribute("data-space"))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void doesNotFindASpaceOfOthers() {
        var other = fixtures.aBusiness();
        logIn(business.owner());

        assertThat(words(open("s/" + other.slug() + "/welcome"))).contains("nothing here for you");
    }

    private ChannelLink link(String name) {
        return find(ChannelLink.class).all().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String number() {
        return business.slug().substring("business-".length());
    }
}
