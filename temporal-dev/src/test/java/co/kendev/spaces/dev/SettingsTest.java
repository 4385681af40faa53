package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void portsHaveTheirUsualNumbers() {
        assertThat(new Settings(Map.of()).ports())
                .containsEntry(Port.HTTP, 8080)
                .containsEntry(Port.GRPC, 9090)
                .containsEntry(Port.POSTGRES, 5433)
                .containsEntry(Port.TEMPORAL, 7233)
                .containsEntry(Port.TEMPORAL_UI, 8233);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "65536", "-1", "80 80", "99999999999"})
    void whatIsNoPortIsRefusedWithItsVariable(String value) {
        assertThatThrownBy(() -> new Settings(Map.of("SPACES_HTTP_PORT", value)).ports())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("SPACES_HTTP_PORT=" + value);
    }

    @Test
    void twoVariablesOnOnePortAreBothNamed() {
        assertThatThrownBy(() -> new Settings(Map.of("SPACES_HTTP_PORT", "9090")).ports())
                .hasMessageContaining("SPACES_HTTP_PORT")
                .hasMessageContaining("SPACES_GRPC_PORT");
    }

    @Test
    void blankCountsAsUnset() {
        var settings = new Settings(Map.of("SPACES_HTTP_PORT", " ", "SPACES_DEMO", ""));
        assertThat(settings.port(Port.HTTP)).isEqualTo(8080);
        assertThat(settings.demo()).isTrue();
        assertThat(new Settings(Map.of("SPACES_DEMO", "OFF")).demo()).isFalse();
    }

    @Test
    void applicationSeesProductVariablesAndProviderKeysAlone() {
        var settings = new Settings(
                Map.of("SPACES_SIGNUPS_PER_MINUTE", "5", "OPENAI_API_KEY", "k", "SPACES_BUILD", "/b", "PATH", "/bin"));
        assertThat(settings.forApplication()).containsOnlyKeys("SPACES_SIGNUPS_PER_MINUTE", "OPENAI_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "spaces.example"})
    void noDemoBeyondThisMachine(String address) {
        assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", address)).demo()).isFalse();
        assertThat(new Settings(Map.of("SPACES_GRPC_ADDRESS", address)).demo()).isFalse();
        assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", address)).wantsDemo())
                .isTrue();
    }

    @Test
    void demoOnLoopback() {
        for (var address : new String[] {"127.0.0.1", "localhost", "::1", "[::1]"}) {
            assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", address)).demo())
                    .as(address)
                    .isTrue();
        }
    }

    @Test
    void productIsAskedWhereItListens() {
        assertThat(new Settings(Map.of()).product(8080)).hasToString("http://127.0.0.1:8080");
        assertThat(new Settings(Map.of()).site(8080)).isEqualTo("http://localhost:8080");
        assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", "0.0.0.0")).product(8080))
                .hasToString("http://127.0.0.1:8080");
        assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", "::1")).product(8080))
                .hasToString("http://[::1]:8080");
        assertThat(new Settings(Map.of("SPACES_HTTP_ADDRESS", "192.168.1.7")).site(8080))
                .isEqualTo("http://192.168.1.7:8080");
    }
}
