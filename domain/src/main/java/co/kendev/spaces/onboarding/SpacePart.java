package co.kendev.spaces.onboarding;

import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The space itself. */
@Component
@Order(20)
class SpacePart implements TemplatePart<SpacePart.Content> {
    private final Spaces spaces;
    private final BrandPart brand;

    SpacePart(Spaces spaces, BrandPart brand) {
        this.spaces = spaces;
        this.brand = brand;
    }

    @Override
    public String field() {
        return "space";
    }

    @Override
    public Stage stage() {
        return Stage.SPACE;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        field.onlyFields(Set.of("description"));
        return new Content(field.text("description", 300));
    }

    @Override
    public void build(Site site, Content content) {
        var look = site.template().get(brand).orElseThrow();
        spaces.add(new Space(
                site.space(),
                site.tenantId(),
                site.tenant().slug(),
                site.businessName(),
                site.fill(content.description()),
                look.of(site.businessName())));
    }

    @Override
    public void undo(Site site) {
        spaces.remove(site.tenantId(), site.space());
    }

    @Override
    public String note(Site site, Content content) {
        return site.businessName();
    }

    record Content(String description) {}
}
