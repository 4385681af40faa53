package co.kendev.spaces.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.SigningKeys;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.spaces.Members;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A feature that onboarding has never heard of takes part in it: with a field of its own, built in its stage, taken back. */
@DomainTest
class TemplatePartTest {
    @Autowired
    JsonMapper json;

    @Autowired
    List<TemplatePart<?>> parts;

    @Autowired
    OnboardingRows rows;

    @Autowired
    ProgressCard card;

    @Autowired
    Tx tx;

    @Autowired
    Tenants tenants;

    @Autowired
    People people;

    @Autowired
    Members members;

    @Autowired
    Processes processes;

    @Autowired
    SigningKeys keys;

    @Autowired
    Clock clock;

    @Autowired
    BusinessTime businessTime;

    @TempDir
    Path folder;

    private final Garden garden = new Garden();

    @BeforeEach
    void aTemplateWithAGarden() throws IOException {
        write("{ \"motto\": \"{business} blooms\" }");
    }

    @Test
    void aForeignPartIsReadBuiltInItsStageAndTakenBack() throws IOException {
        var templates = templates();
        var sites = new Sites(rows, tenants, people, templates);
        var construction =
                new Construction(tx, processes, templates, sites, rows, card, tenants, people, members, businessTime);
        var onboardings = new Onboardings(tx, templates, tenants, people, processes, rows, keys, clock);
        var process = onboardings
                .request(new OnboardingRequest(
                        "Green Corner",
                        "green-corner",
                        "garden-shop",
                        "UTC",
                        "EUR",
                        "Ana Hays",
                        "ana@green-corner.example",
                        "correct horse",
                        null,
                        null))
                .process();

        for (var stage : List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS)) {
            construction.build(process.tenant(), process.id(), stage);
        }
        assertThat(garden.story).isEmpty();
        for (int twice = 0; twice < 2; twice++) {
            construction.build(process.tenant(), process.id(), Stage.ROLES);
        }
        assertThat(garden.story).containsExactly("Green Corner blooms");
        assertThat(processes
                        .get(process.tenant(), process.id())
                        .step("roles")
                        .orElseThrow()
                        .note())
                .contains("5 roles", "a garden");

        construction.takeDown(process.tenant(), process.id(), "no rain");
        assertThat(garden.story).containsExactly("Green Corner blooms", "cleared");
    }

    @Test
    void whatIsWrongInAForeignFieldIsNamedLikeAnyOther() throws IOException {
        write("{ \"moto\": \"{business} blooms\" }");

        assertThatThrownBy(this::templates)
                .hasMessageContaining("templates/garden-shop.json, garden.motto: is missing")
                .hasMessageContaining("templates/garden-shop.json, garden.moto: is not known");
    }

    /** The templates of the product and the one in our folder. */
    private Templates templates() throws IOException {
        var all = new ArrayList<>(parts);
        all.add(garden);
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return new Templates(json, all);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void write(String field) throws IOException {
        try (var hays = TemplatePartTest.class.getResourceAsStream("/templates/hays-cactus-farm.json")) {
            var text = new String(Objects.requireNonNull(hays).readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "\"slug\": \"hays-cactus-farm\",", "\"slug\": \"garden-shop\", \"garden\": " + field + ",");
            Files.createDirectories(folder.resolve("templates"));
            Files.writeString(folder.resolve("templates/garden-shop.json"), text);
        }
    }

    private static final class Garden implements TemplatePart<String> {
        final List<String> story = new ArrayList<>();

        @Override
        public String field() {
            return "garden";
        }

        @Override
        public Stage stage() {
            return Stage.ROLES;
        }

        @Override
        public boolean isRequired() {
            return false;
        }

        @Override
        public String read(TemplateReader field, Template soFar) {
            field.onlyFields(Set.of("motto"));
            return field.text("motto", 40);
        }

        @Override
        public void build(Site site, String motto) {
            story.add(site.fill(motto));
        }

        @Override
        public void undo(Site site) {
            story.add("cleared");
        }

        @Override
        public String note(Site site, String motto) {
            return "a garden";
        }
    }
}
