package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Permission;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Adds a channel to a space. */
@Route("s/:space/settings/channels")
@PermitAll
class ChannelsView extends SettingsPage {
    private static final long serialVersionUID = 1L;

    private final transient Channels channels;
    private final transient Access access;

    ChannelsView(Places places, Viewers viewers, Channels channels, Access access) {
        super(
                places,
                viewers,
                "Add a channel",
                "One channel, one subject. A good topic says what belongs here, so that nobody has to ask.");
        this.channels = channels;
        this.access = access;
    }

    @Override
    protected void fill(Div column, Place place) {
        if (!place.access().may(Permission.MANAGE_CHANNELS)) {
            column.add(new Paragraph("Only those who manage channels add one. Ask the owner of "
                    + place.space().name() + "."));
            return;
        }
        column.add(new Form(place));
    }

    private final class Form extends Div {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final TextField name = new TextField("Name");
        private final TextField topic = new TextField("Topic");
        private final RadioButtonGroup<Channel.Kind> kind = new RadioButtonGroup<>("Who takes part");
        private final ComboBox<String> category = new ComboBox<>("Category");

        Form(Place place) {
            this.place = place;
            addClassName("form");
            name.setPrefixComponent(new Span("#"));
            name.setMaxLength(40);
            name.setHelperText("Lower-case letters, digits and single hyphens, for example spring-planting.");
            topic.setMaxLength(250);
            topic.setPlaceholder("What belongs here, and what does not");
            kind.setItems(Channel.Kind.values());
            kind.setRenderer(new ComponentRenderer<>(ChannelsView::choice));
            kind.setValue(Channel.Kind.PUBLIC);
            var known = access.channels(place.actor(), place.space().id()).stream()
                    .map(channel -> channel.channel().category())
                    .filter(group -> !group.isEmpty())
                    .distinct()
                    .toList();
            category.setItems(known);
            category.setAllowCustomValue(true);
            category.addCustomValueSetListener(custom -> category.setValue(custom.getDetail()));
            category.setHelperText("Choose one, or type a new one.");
            if (!known.isEmpty()) {
                category.setValue(known.getFirst());
            }
            var create = new Button("Add the channel", click -> create());
            create.addThemeName("primary");
            var actions = new Div(create);
            actions.addClassName("actions");
            add(name, topic, kind, category, actions);
        }

        private void create() {
            name.setInvalid(false);
            topic.setInvalid(false);
            try {
                var now = again(place);
                var group = category.getValue();
                var added = channels.create(
                        now.actor(),
                        now.access(),
                        name.getValue().strip().toLowerCase(Locale.ROOT),
                        kind.getValue(),
                        topic.getValue(),
                        group == null ? "" : group);
                Toast.done("#" + added.name() + " is open.");
                UI.getCurrent().navigate(Addresses.channel(place.space().slug(), added.name()));
            } catch (DomainException refusal) {
                var field = fieldOf(refusal.field());
                if (field == null) {
                    throw refusal;
                }
                field.setErrorMessage(refusal.detail());
                field.setInvalid(true);
                field.focus();
            }
        }

        private @Nullable TextField fieldOf(@Nullable String path) {
            return List.of("name", "topic").contains(path == null ? "" : path)
                    ? "name".equals(path) ? name : topic
                    : null;
        }
    }

    private static Div choice(Channel.Kind kind) {
        var name = new Span(
                switch (kind) {
                    case PUBLIC -> "Everybody";
                    case PRIVATE -> "Chosen people";
                    case ANNOUNCEMENT -> "Announcements";
                });
        name.addClassName("choice-name");
        var words = new Span(
                switch (kind) {
                    case PUBLIC -> "All members with a role that may read here see it.";
                    case PRIVATE -> "Only you at first; nobody else sees that it exists.";
                    case ANNOUNCEMENT -> "Everybody reads, only those who may announce write.";
                });
        words.addClassName("choice-words");
        var choice = new Div(name, words);
        choice.addClassName("choice");
        return choice;
    }
}
