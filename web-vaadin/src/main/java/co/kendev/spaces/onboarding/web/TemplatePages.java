package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.messages.Markdown;
import co.kendev.spaces.onboarding.TemplatePreviews;
import co.kendev.spaces.platform.web.Assets;
import co.kendev.spaces.spaces.web.BrandCss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The landing page, which needs no database, and the colours of the templates it shows. */
@Controller
class TemplatePages {
    private final List<TemplateCard> cards;
    private final String sheet;

    TemplatePages(TemplatePreviews templates, Markdown markdown) {
        this.cards = templates.all().stream()
                .map(template -> new TemplateCard(template, markdown))
                .sorted(Comparator.comparing(TemplatePages::place))
                .toList();
        this.sheet = templates.all().stream()
                .map(template -> BrandCss.rule("template-" + template.slug(), template.brand()))
                .collect(Collectors.joining("\n"));
    }

    @GetMapping("/")
    String landing(Model model) {
        furnish(model);
        return "landing";
    }

    @GetMapping("/brand/-/templates.css")
    ResponseEntity<String> colours() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(sheet);
    }

    private static int place(TemplateCard card) {
        var place = TemplateCard.DRAWN.indexOf(card.getSlug());
        return place < 0 ? TemplateCard.DRAWN.size() : place;
    }

    /** Gives a page the templates and the address of their colours. */
    void furnish(Model model) {
        model.addAttribute("cards", cards);
        model.addAttribute(
                "brandSheet", "/brand/-/templates.css?v=" + Assets.shortHash(sheet.getBytes(StandardCharsets.UTF_8)));
    }

    Optional<TemplateCard> card(String slug) {
        return cards.stream().filter(card -> card.getSlug().equals(slug)).findFirst();
    }
}
