package co.kendev.spaces.onboarding;

import co.kendev.spaces.agents.Agent;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
        var places = channels.all(site.tenantId(), site.space()).stream()
                .collect(Collectors.toMap(Channel::name, Channel::id));
        var authors = agents.all(site.tenantId(), site.space()).stream()
                .collect(Collectors.toMap(
                        Agent::slug, agent -> new Author(agent.id().value(), agent.name(), Author.Kind.AGENT)));
        authors.put(SYSTEM, Author.SYSTEM);
        var sayings = new ArrayList<Messages.Saying>();
        for (var message : content.messages()) {
            var author = Objects.requireNonNull(authors.get(message.author()), message.author());
            sayings.add(new Messages.Saying(
                    Objects.requireNonNull(places.get(message.channel()), message.channel()),
                    author,
                    new Draft(
                            "template:" + (sayings.size() + 1),
                            author.kind() == Author.Kind.AGENT ? MessageType.AI_AGENT : MessageType.SYSTEM,
                            site.fillMarkdown(message.text()),
                            null,
                            null,
                            "onboarding",
                            Priority.NORMAL,
                            null,
                            null,
                            null)));
        }
        messages.sayAll(site.tenantId(), site.space(), sayings);
    }

    @Override
    public String note(Site site, Content content) {
        return content.messages().size() + " messages";
    }

    /** @param author an agent's slug, or {@code system} */
    record TemplateMessage(String channel, String author, String text) {}

    record Content(List<TemplateMessage> messages) {}
}
