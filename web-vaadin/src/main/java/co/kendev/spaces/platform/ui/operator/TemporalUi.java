package co.kendev.spaces.platform.ui.operator;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The Temporal that serves, as operators see it: its own UI, if it has one, and whether it is the test engine. */
@Component
public class TemporalUi implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final boolean testEngine;

    TemporalUi(@Value("${SPACES_TEMPORAL_UI_URL:}") String url, @Value("${SPACES_TEMPORAL_ENGINE:}") String engine) {
        this.url = url.strip();
        this.testEngine = engine.equalsIgnoreCase("test");
    }

    /** Nothing without a UI: a link would lead nowhere. */
    Optional<String> home() {
        return Optional.of(url).filter(address -> !address.isEmpty());
    }

    /** Where the UI shows that workflow. */
    public Optional<String> run(String workflowId) {
        var id = URLEncoder.encode(workflowId, StandardCharsets.UTF_8).replace("+", "%20");
        return home().map(address -> address + "/namespaces/spaces/workflows/" + id);
    }

    boolean isTestEngine() {
        return testEngine;
    }
}
