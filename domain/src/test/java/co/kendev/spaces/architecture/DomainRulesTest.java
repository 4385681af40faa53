package co.kendev.spaces.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.approvals.ApprovalBody;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Approved;
import co.kendev.spaces.approvals.ApprovesItself;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

/** The rules of the domain, each with an offender on which it must fail. */
class DomainRulesTest {
    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("co.kendev.spaces");

    private static final Map<String, Rule> RULES = Map.of(
            "only the clock tells the time",
            new Rule(
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("..platform.time..", "..platform.ids..")
                            .should()
                            .callMethod(Instant.class, "now")
                            .orShould()
                            .callMethod(System.class, "currentTimeMillis")
                            .orShould()
                            .callMethod(Clock.class, "systemUTC")
                            .orShould()
                            .callMethod(Clock.class, "systemDefaultZone"),
                    AsksTheSystem.class),
            "only platform.ids makes identifiers",
            new Rule(
                    noClasses()
                            .that()
                            .resideOutsideOfPackage("..platform.ids..")
                            .should()
                            .callMethod(UUID.class, "randomUUID"),
                    MakesItsOwnIds.class),
            "transactions open through Tx",
            new Rule(
                    noClasses()
                            .should(beAnnotatedWith(Transactional.class))
                            .orShould()
                            .dependOnClassesThat()
                            .areAssignableTo(Transactional.class),
                    OpensTransactions.class),
            "only Approvals makes what lets an effect happen",
            new Rule(
                    noClasses()
                            .that()
                            .doNotHaveFullyQualifiedName(Approvals.class.getName())
                            .should()
                            .callConstructorWhere(target(owner(type(Approved.class)))),
                    ApprovesItself.class),
            "what carries out an approval hands it on",
            new Rule(
                    classes().that().areAssignableTo(ApprovalBody.class).should(handOnWhatWasApproved()),
                    ActsWithoutProof.class),
            "dependencies come through constructors",
            new Rule(noFields().should().beAnnotatedWith(Autowired.class), HasFieldsInjected.class),
            "loggers are constants",
            new Rule(
                    fields().that()
                            .haveRawType(org.slf4j.Logger.class)
                            .should()
                            .beStatic()
                            .andShould()
                            .beFinal(),
                    LogsPerInstance.class));

    @Test
    void theImporterSawTheDomain() {
        assertThat(DOMAIN.size()).isGreaterThan(60);
    }

    @TestFactory
    Stream<DynamicTest> theDomainObeys() {
        return Rule.obeyed(RULES, DOMAIN);
    }

    @TestFactory
    Stream<DynamicTest> theOffenderIsCaught() {
        return Rule.caught(RULES);
    }

    @Test
    void featuresFormNoCircle() {
        slices().matching("co.kendev.spaces.(*)..").should().beFreeOfCycles().check(DOMAIN);
    }

    @Test
    void capabilitiesNeverNameAFeatureAboveThem() {
        var order = new String[] {
            "platform", "identity", "spaces", "messages", "approvals", "agents", "ledger", "onboarding", "revenue"
        };
        for (var low = 0; low < order.length; low++) {
            for (var high = low + 1; high < order.length; high++) {
                noClasses()
                        .that()
                        .resideInAPackage("co.kendev.spaces." + order[low] + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("co.kendev.spaces." + order[high] + "..")
                        .allowEmptyShould(true)
                        .check(DOMAIN);
            }
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = DOMAIN.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(com.tngtech.archunit.core.domain.JavaClass::getPackage)
                .distinct()
                .filter(home -> !home.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
                .toList();
        assertThat(unmarked).isEmpty();
    }

    /** Whatever {@code carryOut} calls with arguments takes the {@link Approved} itself, and so cannot be called without one. */
    private static ArchCondition<JavaClass> handOnWhatWasApproved() {
        return new ArchCondition<>("hand on what was approved") {
            @Override
            public void check(JavaClass body, ConditionEvents events) {
                body.getMethods().stream()
                        .filter(method -> method.getName().equals("carryOut"))
                        .flatMap(method -> method.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getPackageName().startsWith("co.kendev.spaces"))
                        .filter(call -> !call.getTarget().getRawParameterTypes().isEmpty())
                        .filter(call -> call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.isEquivalentTo(Approved.class)))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    static final class AsksTheSystem {
        Instant now() {
            return Instant.now();
        }
    }

    static final class MakesItsOwnIds {
        UUID id() {
            return UUID.randomUUID();
        }
    }

    @Transactional
    static class OpensTransactions {}

    abstract static class ActsWithoutProof implements ApprovalBody<String> {
        @Override
        public void carryOut(Approved<String> approved) {
            Purse.pay(approved.body());
        }
    }

    static final class Purse {
        static void pay(String whom) {
            LoggerFactory.getLogger(Purse.class).info("paid {}", whom);
        }
    }

    static final class HasFieldsInjected {
        @Autowired
        Clock clock;
    }

    static final class LogsPerInstance {
        org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(LogsPerInstance.class);
    }
}
