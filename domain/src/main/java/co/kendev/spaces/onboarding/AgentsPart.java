package co.kendev.spaces.onboarding;

import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.agents.Provider;
import co.kendev.spaces.agents.Purpose;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The AI partners who come with the space. */
@Component
class AgentsPart implements TemplatePart<AgentsPart.Content> {
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Agents agents;
    private final Channels channels;
    private final ChannelsPart channelsPart;

    AgentsPart(Agents agents, Channels channels, ChannelsPart channelsPart) {
        this.agents = agents;
        this.channels = channels;
        this.channelsPart = channelsPart;
    }

    @Override
    public String field() {
        return "agents";
    }

    @Override
    public Stage stage() {
        return Stage.AGENTS;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        var names = soFar.get(channelsPart).map(ChannelsPart.Content::names).orElse(Set.of());
        var slugs = new HashSet<String>();
        return new Content(field.elements(1, 6).stream()
                .map(element -> {
                    element.onlyFields(Set.of("slug", "name", "purpose", "provider", "channels", "persona"));
                    var agent = new TemplateAgent(
                            element.text("slug", SLUG, "leo"),
                            element.text("name", 40),
                            element.choice("purpose", Purpose.class, Purpose::of, Purpose::word),
                            element.choice("provider", Provider.class, Provider::of, Provider::word),
                            element.texts("channels"),
                            element.text("persona", 1_000));
                    if (!slugs.add(agent.slug())) {
                        element.problem("slug", "is there twice. Give each agent a slug of its own.");
                    }
                    agent.channels().stream()
                            .filter(channel -> !names.contains(channel))
                            .forEach(channel ->
                                    element.problem("channels", "names #" + channel + ", which is no channel."));
                    if (agent.purpose() == Purpose.PRIVATE_LEGAL && agent.provider() != Provider.OLLAMA) {
                        element.problem("provider", "must be ollama: private matters do not leave the house.");
                    }
                    return agent;
                })
                .toList());
    }

    @Override
    public void build(Site site, Content content) {
        var places = channels.all(site.tenantId(), site.space()).stream()
                .collect(Collectors.toMap(Channel::name, Channel::id));
        for (var wanted : content.agents()) {
            var agent = agents.add(
                    site.tenantId(),
                    site.space(),
                    wanted.slug(),
                    wanted.name(),
                    wanted.purpose(),
                    wanted.provider(),
                    site.fill(wanted.persona()));
            agents.admit(
                    site.tenantId(),
                    agent.id(),
                    wanted.channels().stream()
                            .map(name -> Objects.requireNonNull(places.get(name), name))
                            .toList());
        }
    }

    @Override
    public void undo(Site site) {
        agents.removeAll(site.tenantId(), site.space());
    }

    @Override
    public String note(Site site, Content content) {
        return content.agents().stream().map(TemplateAgent::name).collect(Collectors.joining(", "));
    }

    record TemplateAgent(
            String slug, String name, Purpose purpose, Provider provider, List<String> channels, String persona) {
        TemplateAgent {
            channels = List.copyOf(channels);
        }
    }

    record Content(List<TemplateAgent> agents) {
        Set<String> slugs() {
            var slugs = new HashSet<String>();
            agents.forEach(agent -> slugs.add(agent.slug()));
            return slugs;
        }
    }
}
