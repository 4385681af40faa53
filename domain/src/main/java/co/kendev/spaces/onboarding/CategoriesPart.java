package co.kendev.spaces.onboarding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The groups in which channels are listed; made together with the channels, which name them by key. */
@Component
@Order(10)
class CategoriesPart implements TemplatePart<CategoriesPart.Content> {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    @Override
    public String field() {
        return "categories";
    }

    @Override
    public Stage stage() {
        return Stage.CHANNELS;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        return new Content(field.elements(1, 8).stream()
                .map(element -> {
                    element.onlyFields(Set.of("key", "name"));
                    return new Category(element.text("key", KEY, "start"), element.text("name", 40));
                })
                .toList());
    }

    @Override
    public void build(Site site, Content content) {}

    record Category(String key, String name) {}

    record Content(List<Category> categories) {
        Set<String> keys() {
            var keys = new LinkedHashSet<String>();
            categories.forEach(category -> keys.add(category.key()));
            return keys;
        }
    }
}
