package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.messages.Markdown;
import co.kendev.spaces.onboarding.TemplatePreviews.TemplatePreview;
import co.kendev.spaces.spaces.web.BrandCss;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** A template as the pages draw it: a space in small, under the name of a business. */
public final class TemplateCard {
    /** The templates that have a picture of their own in icons.svg, in the order in which they are shown. */
    static final List<String> DRAWN =
            List.of("hays-cactus-farm", "service-business", "kendev", "celersoft", "ernesto-behrens");

    /** Private-use characters stand for the names while Markdown is rendered: no name is ever read as Markdown. */
    private static final String BUSINESS = "\uE000";

    private static final String OWNER = "\uE001";

    private final TemplatePreview template;
    private final Markdown markdown;

    TemplateCard(TemplatePreview template, Markdown markdown) {
        this.template = template;
        this.markdown = markdown;
    }

    public String getSlug() {
        return template.slug();
    }

    public String getName() {
        return template.name();
    }

    public String getSector() {
        return template.sector();
    }

    public String getTagline() {
        return template.tagline();
    }

    public String getDescription() {
        return template.description();
    }

    public List<TemplatePreview.Category> getCategories() {
        return template.categories();
    }

    public List<String> getChecklist() {
        return template.checklist();
    }

    public List<Partner> getAgents() {
        return template.agents().stream()
                .map(agent -> new Partner(
                        agent.name(), BrandCss.initials(agent.name()).substring(0, 1), purpose(agent.purpose())))
                .toList();
    }

    /** Who says the first words. */
    public Partner getGuide() {
        return getAgents().getFirst();
    }

    public int getChannelCount() {
        return template.categories().stream()
                .mapToInt(category -> category.channels().size())
                .sum();
    }

    public String getWelcomeTopic() {
        return template.categories().stream()
                .flatMap(category -> category.channels().stream())
                .filter(TemplatePreview.Channel::welcome)
                .map(TemplatePreview.Channel::topic)
                .findFirst()
                .orElse("");
    }

    /** The value of {@code data-sp-brand} under which {@link TemplatePages} publishes the colours. */
    public String getBrandKey() {
        return "template-" + template.slug();
    }

    public String getIcon() {
        return DRAWN.contains(template.slug()) ? template.slug() : "template";
    }

    public String monogram(String business) {
        return BrandCss.initials(business);
    }

    /** The welcome as sanitised HTML; the names in it are marked, so that a script can put in what is being typed. */
    public String welcomeHtml(String business) {
        var html = markdown.render(
                        template.welcome().replace("{business}", BUSINESS).replace("{owner}", OWNER))
                .html();
        return html.replace(BUSINESS, "<span data-business-name>" + HtmlUtils.htmlEscape(business) + "</span>")
                .replace(OWNER, "<span data-owner-name>Alex</span>");
    }

    private static String purpose(String word) {
        return switch (word) {
            case "documents-images" -> "documents and images";
            case "ethics-analysis" -> "ethics and analysis";
            case "private-legal" -> "private and legal";
            default -> word.replace('-', ' ');
        };
    }

    /** An AI partner in two lines. */
    public record Partner(String name, String initial, String purpose) {}
}
