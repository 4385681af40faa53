package co.kendev.spaces.platform.workflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Workflow code must come to the same commands at every replay; each way to break that has a rule and a planted offender. */
class DeterminismTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("co.kendev.spaces");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callCodeUnitWhere(named("java\\.time\\..*", "now")
                    .or(named("java\\.time\\.Clock", "system.*"))
                    .or(named("java\\.lang\\.System", "currentTimeMillis|nanoTime"))
                    .or(constructorOf("java\\.util\\.Date")))
            .because("a replay happens later: use Workflow.currentTimeMillis");
    private static final ArchRule NO_RANDOMNESS = noClasses()
            .should()
            .callCodeUnitWhere(named("java\\.util\\.UUID", "randomUUID")
                    .or(named("java\\.lang\\.Math", "random"))
                    .or(constructorOf("java\\.util\\.(Random|SplittableRandom)"))
                    .or(constructorOf("java\\.security\\.SecureRandom"))
                    .or(named("java\\.util\\.concurrent\\.ThreadLocalRandom", ".*")))
            .because("a replay must draw the same lot: use Workflow.randomUUID and Workflow.newRandom");
    private static final ArchRule NO_THREADS = noClasses()
            .should()
            .accessTargetWhere(owner("java\\.lang\\.(Thread|ThreadLocal|Runtime|ProcessBuilder).*")
                    .or(owner("java\\.util\\.Timer.*"))
                    .or(owner("java\\.util\\.concurrent\\.(?!TimeUnit).*")))
            .because("Temporal schedules workflow code: use Workflow, Async and Promise");
    private static final ArchRule NO_INPUT_OR_OUTPUT = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "javax.sql..")
                    .or(nameMatching("java\\.io\\.(?!Serializable|IOException|UncheckedIOException).*")))
            .because("the world changes between two replays: do it in an activity");
    private static final ArchRule NO_ENVIRONMENT = noClasses()
            .should()
            .callCodeUnitWhere(named("java\\.lang\\.System", "getenv|getProperty|getProperties")
                    .or(named("java\\.util\\.Locale|java\\.time\\.ZoneId", "getDefault|systemDefault")))
            .because("another machine may replay: pass it in, or read it in an activity");
    private static final ArchRule NO_UNORDERED = noClasses()
            .should()
            .callCodeUnitWhere(constructorOf("java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap)")
                    .or(named("java\\.util\\.(Set|Map)", "of|ofEntries|copyOf"))
                    .or(named("java\\.util\\.stream\\.Collectors", "to(Unmodifiable)?Set")))
            .because("their order differs from run to run: use the linked ones");
    private static final ArchRule NO_SHARED_STATE = fields().that()
            .areDeclaredInClassesThat(nameMatching(".*WorkflowImpl"))
            .and()
            .areStatic()
            .should()
            .beFinal()
            .because("many runs share one class");
    private static final ArchRule NO_PLAIN_LOGGER = noClasses()
            .should()
            .callCodeUnitWhere(named("org\\.slf4j\\.LoggerFactory", ".*"))
            .because("it would repeat itself at every replay: use Workflow.getLogger");
    private static final ArchRule NO_FOREIGN = noClasses()
            .that(DescribedPredicate.not(nameMatching(".*\\.Payloads(\\$.*)?")))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml.jackson.databind.."))
            .because("workflows are never beans, and payloads have one converter");
    private static final ArchRule OPTIONS_IN_ONE_PLACE = noClasses()
            .that(DescribedPredicate.not(nameMatching(".*\\.ActivityProfiles")))
            .should()
            .callCodeUnitWhere(named("io\\.temporal\\.activity\\.(Local)?ActivityOptions", "newBuilder"))
            .because("timeouts and retries are decided per resource, in ActivityProfiles");

    static List<Arguments> rules() {
        return List.of(
                Arguments.of("clock", NO_CLOCK, Clocked.class),
                Arguments.of("randomness", NO_RANDOMNESS, Gambler.class),
                Arguments.of("threads", NO_THREADS, Threaded.class),
                Arguments.of("input and output", NO_INPUT_OR_OUTPUT, Reader.class),
                Arguments.of("environment", NO_ENVIRONMENT, Traveller.class),
                Arguments.of("unordered collections", NO_UNORDERED, Shuffled.class),
                Arguments.of("Set.of", NO_UNORDERED, SetOf.class),
                Arguments.of("Set.copyOf", NO_UNORDERED, SetCopyOf.class),
                Arguments.of("Map.of", NO_UNORDERED, MapOf.class),
                Arguments.of("Map.copyOf", NO_UNORDERED, MapCopyOf.class),
                Arguments.of("toSet", NO_UNORDERED, ToSet.class),
                Arguments.of("shared state", NO_SHARED_STATE, SharingWorkflowImpl.class),
                Arguments.of("plain logger", NO_PLAIN_LOGGER, Chatty.class),
                Arguments.of("foreign libraries", NO_FOREIGN, Foreigner.class),
                Arguments.of("scattered options", OPTIONS_IN_ONE_PLACE, Scattered.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void ourWorkflowsKeepTheRule(String name, ArchRule rule, Class<?> offender) {
        rule.allowEmptyShould(true).check(OURS.that(resideInAPackage("..workflow")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void thePlantedOffenderIsCaught(String name, ArchRule rule, Class<?> offender) {
        var planted = new ClassFileImporter().importClasses(offender);

        assertThatThrownBy(() -> rule.check(planted)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theImporterSawOurClasses() {
        assertThat(OURS.that(resideInAPackage("..workflow")).size()).isGreaterThan(10);
    }

    private static DescribedPredicate<JavaCall<?>> named(String owner, String method) {
        return DescribedPredicate.describe(
                owner + "." + method,
                call -> call.getTargetOwner().getName().matches(owner)
                        && call.getName().matches(method));
    }

    private static DescribedPredicate<JavaCall<?>> constructorOf(String owner) {
        return named(owner, "<init>");
    }

    private static DescribedPredicate<JavaAccess<?>> owner(String owner) {
        return DescribedPredicate.describe(
                owner, access -> access.getTargetOwner().getName().matches(owner));
    }

    static final class Clocked {
        Instant offend() {
            return Instant.now();
        }
    }

    static final class Gambler {
        String offend() {
            return UUID.randomUUID() + " " + new Random().nextInt();
        }
    }

    static final class Threaded {
        Object offend() {
            return CompletableFuture.runAsync(() -> {});
        }
    }

    static final class Reader {
        byte[] offend() throws IOException {
            return Files.readAllBytes(Path.of("offence"));
        }
    }

    static final class Traveller {
        String offend() {
            return String.valueOf(System.getenv("HOME"));
        }
    }

    static final class Shuffled {
        Object offend() {
            return new HashMap<String, String>();
        }
    }

    static final class SetOf {
        Object offend() {
            return Set.of("a", "b");
        }
    }

    static final class SetCopyOf {
        Object offend() {
            return Set.copyOf(List.of("a", "b"));
        }
    }

    static final class MapOf {
        Object offend() {
            return Map.of("a", "b");
        }
    }

    static final class MapCopyOf {
        Object offend(Map<String, String> map) {
            return Map.copyOf(map);
        }
    }

    static final class ToSet {
        Object offend() {
            return Stream.of("a", "b").collect(Collectors.toSet());
        }
    }

    static final class SharingWorkflowImpl {
        static int runs;
    }

    static final class Chatty {
        Object offend() {
            return LoggerFactory.getLogger(Chatty.class);
        }
    }

    static final class Foreigner {
        @Nullable
        JsonNode offence;
    }

    static final class Scattered {
        Object offend() {
            return ActivityOptions.newBuilder().build();
        }
    }
}
