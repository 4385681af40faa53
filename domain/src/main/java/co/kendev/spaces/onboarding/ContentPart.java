package co.kendev.spaces.onboarding;

import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.spaces.Channels;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The first messages: an empty channel teaches nobody what it is for. They go with their channels when those are taken back. */
@Component
class ContentPart implements TemplatePart<ContentPart.Content> {
    private static final String SYSTEM = "system";

    private final Messages messages;
    private final Channels channels;
    private final Agents agents;
    private final ChannelsPart channelsPart;
    private final AgentsPart agentsPart;

    ContentPart(Messages messages, Channels channels, Agents agents, ChannelsPart channelsPart, AgentsPart agentsPart) {
        this.messages = messages;
        this.channels = channels;
        this.agents = agents;
        this.channelsPart = channelsPart;
        this.agentsPart = agentsPart;
    }

    @Override
    public String field() {
        return "messages";
    }

    @Override
    public Stage stage() {
        return Stage.CONTENT;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        var names = soFar.get(channelsPart).map(ChannelsPart.Content::names).orElse(Set.of());
        var slugs = soFar.get(agentsPart).map(AgentsPart.Content::slugs).orElse(Set.of());
        return new Content(field.elements(1, 30).stream()
                .map(element -> {
                    element.onlyFields(Set.of("channel", "author", "text"));
                    var message = new TemplateMessage(
                            element.text("channel", 40), element.text("author", 40), element.text("text", 2_000));
                    if (!names.contains(message.channel())) {
                        element.problem("channel", "names no channel of this template.");
                    }
                    if (!message.author().equals(SYSTEM) && !slugs.contains(message.author())) {
                        element.problem("author", "is neither “system” nor an agent of this template.");
                    }
                    return message;
                })
                .toList());
    }

    @Override
    public void build(Site site, Content content) {
        int number = 0;
        for (var message : content.messages()) {
            var channel = channels.find(site.tenantId(), site.space(), message.channel())
                    .orElseThrow();
            var author = author(site, message.author());
            var type = author.kind() == Author.Kind.AGENT ? MessageType.AI_AGENT : MessageType.SYSTEM;
            messages.say(
                    site.tenantId(),
                    site.space(),
                    channel.id(),
                    author,
                    new Draft(
                            "template:" + ++number,
                            type,
                            site.fill(message.text()),
                            null,
                            null,
                            "onboarding",
                            Priority.NORMAL,
                            null,
                            null,
                            null));
        }
    }

    @Override
    public String note(Site site, Content content) {
        return content.messages().size() + " messages";
    }

    private Author author(Site site, String slug) {
        if (slug.equals(SYSTEM)) {
            return Author.SYSTEM;
        }
        var agent = agents.find(site.tenantId(), site.space(), slug).orElseThrow();
        return new Author(agent.id().value(), agent.name(), Author.Kind.AGENT);
    }

    /** @param author an agent's slug, or {@code system} */
    record TemplateMessage(String channel, String author, String text) {}

    record Content(List<TemplateMessage> messages) {}
}
