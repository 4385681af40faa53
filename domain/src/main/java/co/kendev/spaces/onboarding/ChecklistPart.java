package co.kendev.spaces.onboarding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What only the owner can do. */
@Component
class ChecklistPart implements TemplatePart<ChecklistPart.Content> {
    private static final Pattern KEY = Pattern.compile("[a-z]+(-[a-z]+)*");

    private final OnboardingRows rows;
    private final List<ChecklistStep> steps;

    ChecklistPart(OnboardingRows rows, List<ChecklistStep> steps) {
        this.rows = rows;
        this.steps = steps;
    }

    @Override
    public String field() {
        return "checklist";
    }

    @Override
    public Stage stage() {
        return Stage.CHECKLIST;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        var keys = new HashSet<String>();
        return new Content(field.elements(1, 10).stream()
                .map(element -> {
                    element.onlyFields(Set.of("key", "label", "hint"));
                    var line = new Line(
                            element.text("key", KEY, "first-message"),
                            element.text("label", 60),
                            element.text("hint", 160));
                    if (!keys.add(line.key())) {
                        element.problem("key", "is there twice. List each step once.");
                    }
                    return line;
                })
                .toList());
    }

    /** Lists the lines whose feature is there. */
    @Override
    public void build(Site site, Content content) {
        var present = steps.stream().map(ChecklistStep::key).toList();
        int position = 0;
        for (var line : content.lines()) {
            if (present.contains(line.key())) {
                rows.addItem(site.tenantId(), line.key(), site.fill(line.label()), site.fill(line.hint()), position++);
            }
        }
    }

    @Override
    public void undo(Site site) {
        rows.removeItems(site.tenantId());
    }

    record Line(String key, String label, String hint) {}

    record Content(List<Line> lines) {}
}
