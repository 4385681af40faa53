package co.kendev.spaces;

import co.kendev.spaces.approvals.SpendingBody;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.web.SignedIn;
import co.kendev.spaces.platform.tenancy.Actor;
import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test of screens without a browser, over a real PostgreSQL; it begins with somebody logging in. */
@SpringBootTest(
        classes = App.class,
        properties = {
            "server.address=127.0.0.1",
            "spring.grpc.server.port=0",
            "spaces.role=web",
            "spaces.temporal.target=127.0.0.1:1"
        })
@Import({Fixtures.class, SpendingBody.class})
@ContextConfiguration(initializers = TestDatabase.class)
@ExtendWith(OwnSecurityContext.class)
@ViewPackages(packages = "co.kendev.spaces")
public abstract class ScreenTest extends SpringBrowserlessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    protected Fixtures fixtures;

    @Autowired
    private People people;

    /** Waits for somebody to log in. */
    @Override
    protected void initVaadinEnvironment() {}

    protected final void logIn(Actor actor) {
        logIn(people.get(actor.person()));
    }

    protected final void logIn(Person person) {
        SignedIn.as(person);
        super.initVaadinEnvironment();
    }

    @AfterEach
    void logOut() {
        SignedIn.nobody();
    }

    /** Goes to an address below {@code /app/}; returns the view that answers, which may be an error's. */
    protected final Component open(String address) {
        var path = address.split("\\?", 2);
        UI.getCurrent().navigate(path[0], QueryParameters.fromString(path.length == 2 ? path[1] : ""));
        return (Component) getCurrentView();
    }

    /** Lets the server speak until something holds. */
    protected final void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + PATIENCE);
            }
            Thread.sleep(20);
            MockVaadin.clientRoundtrip();
        }
    }

    /** All words inside a part of the screen. */
    protected static String words(Component part) {
        return part.getElement().getTextRecursively();
    }

    /** A part of the screen and all that is in it. */
    protected static Stream<Component> parts(Component part) {
        return Stream.concat(Stream.of(part), part.getChildren().flatMap(ScreenTest::parts));
    }
}
