package co.kendev.spaces;

import co.kendev.spaces.approvals.SpendingBody;
import co.kendev.spaces.messages.TestWidget;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test against the whole application on real ports, over a real PostgreSQL; all of them share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.grpc.server.port=0",
            "spaces.role=web",
            "spaces.web.signups-per-minute=300",
            // nobody listens there: the product must live without Temporal
            "spaces.temporal.target=127.0.0.1:1"
        })
@Import({Fixtures.class, TestWidget.class, SpendingBody.class, Client.Factory.class})
@ContextConfiguration(initializers = TestDatabase.class)
@ExtendWith(OwnSecurityContext.class)
public @interface WebTest {}
