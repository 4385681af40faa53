package co.kendev.spaces.identity.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserMenuTest {
    @ParameterizedTest
    @CsvSource({"Anna (Ops),A", "anna maria schmidt,AS", "Åsa,Å", "'  ',?", "(Ops),?", "Ann 2,A2"})
    void standsForANameByTheLettersOfItsWords(String name, String initials) {
        assertThat(UserMenu.initials(name)).isEqualTo(initials);
    }
}
