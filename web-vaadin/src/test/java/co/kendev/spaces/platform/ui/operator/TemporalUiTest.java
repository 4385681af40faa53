package co.kendev.spaces.platform.ui.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemporalUiTest {

    @Test
    void leadsToTheRunOfAWorkflow() {
        var ui = new TemporalUi("http://localhost:8233", "server");

        assertThat(ui.home()).contains("http://localhost:8233");
        assertThat(ui.run("saguaro/onboarding/saguaro"))
                .contains("http://localhost:8233/namespaces/spaces/workflows/saguaro%2Fonboarding%2Fsaguaro");
        assertThat(ui.isTestEngine()).isFalse();
    }

    @Test
    void leadsNowhereWithoutAUi() {
        var ui = new TemporalUi(" ", "TEST");

        assertThat(ui.home()).isEmpty();
        assertThat(ui.run("saguaro/onboarding/saguaro")).isEmpty();
        assertThat(ui.isTestEngine()).isTrue();
    }
}
