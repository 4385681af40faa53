package co.kendev.spaces.identity;

import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The two operators of the demo: nobody signs operators up, so the product makes them where the demo is on. */
@Component
class DemoOperators {
    private static final String PASSWORD = "spaces-demo";

    private final Operators operators;
    private final DemoPolicy demo;

    DemoOperators(Operators operators, DemoPolicy demo) {
        this.operators = operators;
        this.demo = demo;
    }

    @EventListener(ContextRefreshedEvent.class)
    void ensure() {
        if (demo.isOn()) {
            ensure("operator@spaces.example", "Olivia Operator");
            ensure("operator2@spaces.example", "Oscar Operator");
        }
    }

    private void ensure(String email, String name) {
        if (!operators.has(email)) {
            operators.ensure(email, name, PASSWORD);
        }
    }
}
