package co.kendev.spaces.onboarding;

import co.kendev.spaces.spaces.Brand;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows templates to those who have not chosen yet. */
@Component
public class TemplatePreviews {
    private final List<TemplatePreview> all;

    TemplatePreviews(
            Templates templates,
            BrandPart brands,
            CategoriesPart categories,
            ChannelsPart channels,
            AgentsPart agents,
            ContentPart contents,
            ChecklistPart checklists) {
        all = templates.all().stream()
                .map(template -> {
                    var rooms = template.get(channels).orElseThrow();
                    return new TemplatePreview(
                            template.slug(),
                            template.version(),
                            template.name(),
                            template.sector(),
                            template.tagline(),
                            template.description(),
                            template.get(brands).orElseThrow().of(template.name()),
                            template.get(categories).orElseThrow().categories().stream()
                                    .map(category -> new TemplatePreview.Category(
                                            category.name(),
                                            rooms.channels().stream()
                                                    .filter(room ->
                                                            room.category().equals(category.key()))
                                                    .map(room -> new TemplatePreview.Channel(
                                                            room.name(),
                                                            room.kind().word(),
                                                            room.topic(),
                                                            room.welcome(),
                                                            room.customers()))
                                                    .toList()))
                                    .toList(),
                            template.get(agents).orElseThrow().agents().stream()
                                    .map(agent -> new TemplatePreview.Agent(
                                            agent.slug(),
                                            agent.name(),
                                            agent.purpose().word()))
                                    .toList(),
                            template.get(contents).orElseThrow().messages().stream()
                                    .filter(message -> message.channel().equals(rooms.welcome()))
                                    .map(ContentPart.TemplateMessage::text)
                                    .findFirst()
                                    .orElse(""),
                            template.get(checklists).orElseThrow().lines().stream()
                                    .map(ChecklistPart.Line::label)
                                    .toList());
                })
                .toList();
    }

    /** All templates, by slug. */
    public List<TemplatePreview> all() {
        return all;
    }

    /**
     * What a template builds, in short.
     *
     * @param welcome the first message in the channel where everybody arrives, as Markdown with {business} and {owner} in it
     * @param checklist what it leaves to the owner
     */
    public record TemplatePreview(
            String slug,
            int version,
            String name,
            String sector,
            String tagline,
            String description,
            Brand brand,
            List<Category> categories,
            List<Agent> agents,
            String welcome,
            List<String> checklist) {

        /** A category with its channels. */
        public record Category(String name, List<Channel> channels) {}

        /** A channel; {@code customers} says whether customers see it. */
        public record Channel(String name, String kind, String topic, boolean welcome, boolean customers) {}

        /** An AI partner and what it is for. */
        public record Agent(String slug, String name, String purpose) {}
    }
}
