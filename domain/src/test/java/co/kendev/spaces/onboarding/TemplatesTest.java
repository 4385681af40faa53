package co.kendev.spaces.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@DomainTest
class TemplatesTest {
    @Autowired
    Templates templates;

    @Test
    void theFiveBusinessesAreThere() {
        assertThat(templates.all())
                .extracting(Template::slug)
                .containsExactlyInAnyOrder(
                        "kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "service-business");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "kind": "announcement"      | "kind": "billboard"      | channels[1].kind: is “billboard”
            "topic": "Seed lists        | "subject": "Seed lists   | channels[8].topic: is missing
            "topic": "Seed lists        | "subject": "Seed lists   | channels[8].subject: is not known
            "accentDark": "#7fd18b"     | "accentDark": "#444444"  | brand.accentDark: is hard to read
            "accentDark": "#7fd18b"     | "accentDark": "green"    | brand.accentDark: is “green”
            "radius": 12                | "radius": "12"           | brand.radius: is no whole number
            "font": "humanist"          | "font": "comic"          | brand: The font is one of
            "name": "weather-watch"     | "name": "orders"         | channels[7].name: is there twice
            "welcome": true             | "welcome": false         | channels: has not exactly one
            "category": "greenhouse"    | "category": "cellar"     | channels[5].category: names no category
            "moderate"]                 | "wizardry"]              | roles[0].permissions: names “wizardry”
            "role": "customer"          | "role": "staff"          | roles[3].role: is there twice
            "slug": "sage"              | "slug": "leo"            | agents[1].slug: is there twice
            "purpose": "documents-images" | "purpose": "fun"       | agents[1].purpose: is “fun”
            "channel": "plant-care"     | "channel": "zoo"         | messages[2].channel: names no channel
            "author": "sage"            | "author": "merlin"       | messages[2].author: is neither
            {business}, {owner}         | {company}, {owner}       | messages[0].text: names {company}
            "key": "first-message"      | "key": "invite-colleague" | checklist[2].key: is there twice
            "version": 1                | "version": 0             | version: is no whole number
            "checklist": [              | "todo": [                | checklist: is missing
            "slug": "hays-cactus-farm"  | "slug": "hays"           | slug: differs from the name of the file
            """)
    void everyProblemNamesItsFileItsFieldAndWhatToDo(String right, String wrong, String problem) throws IOException {
        var broken = hays().replaceFirst(
                        java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        assertThat(broken).isNotEqualTo(hays());

        assertThatThrownBy(() -> parse(broken)).hasMessageContaining("templates/hays-cactus-farm.json, " + problem);
    }

    @Test
    void whatIsNoJsonIsRefusedInWords() {
        assertThatThrownBy(() -> parse("{\"slug\": "))
                .hasMessageContaining("templates/hays-cactus-farm.json: is no JSON");
    }

    @Test
    void aVersionIsFoundExactlyOrNotAtAll() {
        assertThat(templates.find("kendev", 1)).isPresent();
        assertThat(templates.find("kendev", 2)).isEmpty();
        assertThat(templates.find("castle", 1)).isEmpty();
    }

    private Template parse(String json) {
        return templates.parse(
                "templates/hays-cactus-farm.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hays() throws IOException {
        try (var in = TemplatesTest.class.getResourceAsStream("/templates/hays-cactus-farm.json")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
