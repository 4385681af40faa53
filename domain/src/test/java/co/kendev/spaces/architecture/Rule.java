package co.kendev.spaces.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A rule of the house with an offender on which it must fail; a rule that catches nobody proves nothing. */
public record Rule(ArchRule rule, Class<?> offender) {

    /** One test per rule: the classes obey it. */
    public static Stream<DynamicTest> obeyed(Map<String, Rule> rules, JavaClasses classes) {
        return each(rules, rule -> rule.rule.check(classes));
    }

    /** One test per rule: its offender is caught. */
    public static Stream<DynamicTest> caught(Map<String, Rule> rules) {
        return each(rules, rule -> {
            var offender = new ClassFileImporter().importClasses(rule.offender);
            assertThatThrownBy(() -> rule.rule.check(offender)).isInstanceOf(AssertionError.class);
        });
    }

    private static Stream<DynamicTest> each(Map<String, Rule> rules, java.util.function.Consumer<Rule> test) {
        return rules.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> test.accept(entry.getValue())));
    }
}
