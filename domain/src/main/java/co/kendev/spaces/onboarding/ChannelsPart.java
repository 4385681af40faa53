package co.kendev.spaces.onboarding;

import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The channels, in their categories; exactly one of them is where everybody arrives. */
@Component
@Order(20)
class ChannelsPart implements TemplatePart<ChannelsPart.Content> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Channels channels;
    private final CategoriesPart categories;

    ChannelsPart(Channels channels, CategoriesPart categories) {
        this.channels = channels;
        this.categories = categories;
    }

    @Override
    public String field() {
        return "channels";
    }

    @Override
    public Stage stage() {
        return Stage.CHANNELS;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        var groups = soFar.get(categories).map(CategoriesPart.Content::keys).orElse(Set.of());
        var names = new HashSet<String>();
        var channels = field.elements(6, 10).stream()
                .map(element -> {
                    element.onlyFields(Set.of("name", "kind", "topic", "category", "welcome", "customers"));
                    var channel = new TemplateChannel(
                            element.text("name", NAME, "stock-counts"),
                            element.choice("kind", Channel.Kind.class, ChannelsPart::kind, Channel.Kind::word),
                            element.text("topic", 250),
                            element.text("category", NAME, "start"),
                            element.flag("welcome"),
                            element.flag("customers"));
                    if (!names.add(channel.name())) {
                        element.problem("name", "is there twice. Give each channel a name of its own.");
                    }
                    if (!groups.contains(channel.category())) {
                        element.problem("category", "names no category. Use one of " + String.join(", ", groups) + ".");
                    }
                    if (channel.welcome() && channel.kind() != Channel.Kind.PUBLIC) {
                        element.problem("kind", "must be public, because everybody arrives here.");
                    }
                    return channel;
                })
                .toList();
        if (channels.stream().filter(TemplateChannel::welcome).count() != 1) {
            field.problem(
                    "", "has not exactly one channel with \"welcome\": true. Mark the one where everybody arrives.");
        }
        return new Content(channels);
    }

    @Override
    public void build(Site site, Content content) {
        var groups = site.template().get(categories).orElseThrow();
        var names = new LinkedHashMap<String, String>();
        groups.categories().forEach(group -> names.put(group.key(), group.name()));
        channels.addAll(
                site.tenantId(),
                site.space(),
                List.copyOf(names.values()),
                content.channels().stream()
                        .map(channel -> new Channels.NewChannel(
                                channel.name(),
                                channel.kind(),
                                site.fill(channel.topic()),
                                names.getOrDefault(channel.category(), "")))
                        .toList());
    }

    @Override
    public void undo(Site site) {
        channels.removeAll(site.tenantId(), site.space());
    }

    @Override
    public String note(Site site, Content content) {
        return content.channels().size() + " channels";
    }

    private static Optional<Channel.Kind> kind(String word) {
        return Arrays.stream(Channel.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst();
    }

    /** @param customers whether customers see it and may write where everybody may */
    record TemplateChannel(
            String name, Channel.Kind kind, String topic, String category, boolean welcome, boolean customers) {}

    record Content(List<TemplateChannel> channels) {
        Set<String> names() {
            var names = new HashSet<String>();
            channels.forEach(channel -> names.add(channel.name()));
            return names;
        }

        /** The name of the channel where everybody arrives. */
        String welcome() {
            return channels.stream()
                    .filter(TemplateChannel::welcome)
                    .findFirst()
                    .orElseThrow()
                    .name();
        }
    }
}
