package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
    })
    void namesTheBinariesOfTheMachine(String name, String arch, String archive) {
        assertThat(Platform.of(name, arch).archive()).isEqualTo(archive);
    }

    @Test
    void saysWhatToDoElsewhere() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64")).hasMessageContaining("SPACES_DB_URL");
        assertThatThrownBy(() -> Platform.of("Linux", "s390x")).hasMessageContaining("SPACES_DB_URL");
    }

    @Test
    void binariesOfThisMachineAreOnTheClassPath() {
        assertThat(getClass().getResource("/" + Platform.ofProcess().archive())).isNotNull();
    }
}
