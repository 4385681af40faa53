package co.kendev.spaces.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.errors.DomainException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {
    @ParameterizedTest
    @CsvSource({"acme-tools,acme-t00ls", "bill,bi1l", "modern,modem"})
    void theEyeMistakesThemForEachOther(String one, String other) {
        assertThat(Slugs.skeleton(one)).isEqualTo(Slugs.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"acme-tools,acme-tool", "kendev,kendew"})
    void theEyeTellsThemApart(String one, String other) {
        assertThat(Slugs.skeleton(one)).isNotEqualTo(Slugs.skeleton(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "app",
                "hooks",
                "actuator",
                "l0gin",
                "ab",
                "-abc",
                "abc-",
                "a--b",
                "ABC",
                "a b",
                "ünder",
                ""
            })
    void cannotBeHad(String slug) {
        assertThatThrownBy(() -> Slugs.parse(slug, "slug"))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.field()).isEqualTo("slug"));
    }
}
