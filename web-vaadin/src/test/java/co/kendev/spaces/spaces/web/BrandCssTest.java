package co.kendev.spaces.spaces.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import co.kendev.spaces.spaces.Brand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandCssTest {
    @Test
    void measuresContrastAsTheStandardDoes() {
        assertThat(Contrast.between("#ffffff", "#000000")).isCloseTo(21.0, within(0.01));
        assertThat(Contrast.between("#777777", "#ffffff")).isCloseTo(4.48, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffff00", "#000000", "#808080", "#1f6b33", "#ff8fa8", "#5b62e6"})
    void writesReadableTextOnEveryAccent(String accent) {
        var rule = BrandCss.rule("x", brand(accent));

        var ink = rule.replaceFirst("(?s).*--sp-accent-text: light-dark\\((#[0-9a-f]{6}),.*", "$1");
        assertThat(Contrast.between(ink, accent)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void mendsALogoThatCannotBeRead() {
        var unreadable = new Brand("#7fd18b", "#1f6b33", 8, "system", new Brand.Logo(null, "HC", "#1f6b33", "#2a7a40"));

        assertThat(BrandCss.rule("x", unreadable)).contains("--sp-logo-fg: #ffffff");
    }

    @ParameterizedTest
    @CsvSource({"Hays Cactus Farm,HC", "kendev,KE", "Ä,Ä", "Café & Söhne,CS", "…,•", "🌵 Farm,FA"})
    void shortensNames(String name, String initials) {
        assertThat(BrandCss.initials(name)).isEqualTo(initials);
    }

    private static Brand brand(String accent) {
        return new Brand(accent, accent, 8, "serif", new Brand.Logo(null, "X", accent, "#ffffff"));
    }
}
