package co.kendev.spaces.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.App;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The features of the whole application, across its Maven modules: no circles, no reaching into another's inside. */
class ModulesTest {
    /**
     * Without tests, be they a folder or, after packaging, a jar. Workflow code must not see Spring, so it cannot name its
     * interfaces; the enforcer and its own rules hold its borders.
     */
    private static final ApplicationModules MODULES = ApplicationModules.of(
            App.class,
            location -> new ImportOption.DoNotIncludeTests().includes(location)
                    && !location.contains("-tests.jar")
                    && !location.contains("/workflows"));

    @Test
    void everyFeatureIsSeen() {
        assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()))
                .contains("platform", "identity", "spaces", "messages", "onboarding");
    }

    @Test
    void featuresKeepTheirBorders() {
        MODULES.verify();
    }
}
