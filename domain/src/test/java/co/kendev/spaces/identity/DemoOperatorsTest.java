package co.kendev.spaces.identity;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.DomainTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DomainTest
class DemoOperatorsTest {
    private static final String EMAIL = "operator@spaces.example";

    @Autowired
    Operators operators;

    @Autowired
    People people;

    @Test
    void areMadeOnceWhereTheDemoIsOn() {
        new DemoOperators(operators, new DemoPolicy("0.0.0.0", "on")).ensure();
        new DemoOperators(operators, new DemoPolicy("127.0.0.1", "off")).ensure();
        assertThat(operators.has(EMAIL)).isFalse();

        var onLoopback = new DemoOperators(operators, new DemoPolicy("127.0.0.1", "on"));
        onLoopback.ensure();
        onLoopback.ensure();
        assertThat(people.authenticate(EMAIL, "spaces-demo"))
                .hasValueSatisfying(person -> assertThat(person.operator()).isTrue());
        assertThat(people.authenticate("operator2@spaces.example", "spaces-demo"))
                .isPresent();
    }
}
