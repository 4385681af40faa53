package co.kendev.spaces.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.html.Div;
import io.temporal.client.WorkflowClient;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the ways in, each with an offender on which it must fail. */
class WebRulesTest {
    private static final JavaClasses WAYS_IN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> location.contains("/web-vaadin/"))
            .importPackages("co.kendev.spaces");

    private static final Map<String, Rule> RULES = Map.of(
            "a way in asks use cases, never the database",
            new Rule(
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage("org.springframework.jdbc..", "javax.sql.."),
                    AsksTheDatabase.class),
            "a way in does not know the workflow engine or a model",
            new Rule(
                    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.temporal..", "dev.langchain4j.."),
                    StartsWorkflows.class),
            "a program's way in has no widgets",
            new Rule(
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("..ui..", "..spaces", "..identity.web..", "..platform.web..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("com.vaadin..")
                            .allowEmptyShould(true),
                    DrawsWidgets.class),
            "only logging in and out touches the view session",
            new Rule(
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("..identity.web..", "..ui..")
                            .should()
                            .dependOnClassesThat()
                            .areAssignableTo(HttpSession.class),
                    KeepsState.class),
            "dependencies come through constructors",
            new Rule(noFields().should().beAnnotatedWith(Autowired.class), HasFieldsInjected.class),
            "only the clock tells the time",
            new Rule(
                    noClasses()
                            .should()
                            .callMethod(Instant.class, "now")
                            .orShould()
                            .callMethod(System.class, "currentTimeMillis"),
                    AsksTheSystem.class),
            "controllers of programs live in a rest package",
            new Rule(
                    classes()
                            .that()
                            .areAnnotatedWith(RestController.class)
                            .should()
                            .resideInAPackage("..rest.."),
                    SpeaksElsewhere.class),
            "controllers of programs are nobody's business",
            new Rule(
                    classes()
                            .that()
                            .areAnnotatedWith(RestController.class)
                            .should()
                            .bePackagePrivate(),
                    IsForEverybody.class));

    @Test
    void theImporterSawTheWaysIn() {
        assertThat(WAYS_IN.size()).isGreaterThan(80);
    }

    @TestFactory
    Stream<DynamicTest> theWaysInObey() {
        return Rule.obeyed(RULES, WAYS_IN);
    }

    @TestFactory
    Stream<DynamicTest> theOffenderIsCaught() {
        return Rule.caught(RULES);
    }

    static final class AsksTheDatabase {
        @Nullable
        JdbcClient jdbc;
    }

    static final class StartsWorkflows {
        @Nullable
        WorkflowClient client;
    }

    static final class DrawsWidgets {
        @Nullable
        Div div;
    }

    static final class KeepsState {
        @Nullable
        HttpSession session;
    }

    static final class HasFieldsInjected {
        @Autowired
        @Nullable
        String injected;
    }

    static final class AsksTheSystem {
        Instant now() {
            return Instant.now();
        }
    }

    @RestController
    static final class SpeaksElsewhere {}

    @RestController
    public static final class IsForEverybody {}
}
