package co.kendev.spaces;

import co.kendev.spaces.ledger.Anchors;
import co.kendev.spaces.ledger.LedgerVerifier;
import co.kendev.spaces.platform.time.ClockConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** {@code java -jar app.jar verify-ledger}: verifies the books and says what is wrong; nothing else is started. */
@ComponentScan("co.kendev.spaces.platform.database")
@Import({ClockConfiguration.class, Anchors.class, LedgerVerifier.class})
class VerifyLedger {
    static final String COMMAND = "verify-ledger";

    /** The exit code: 0 when everything is as it was sealed, else 1. */
    static int run(String... args) {
        var application = new SpringApplication(VerifyLedger.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (var context = application.run(args)) {
            var verdict = context.getBean(LedgerVerifier.class).verify();
            verdict.findings().forEach(System.out::println);
            System.out.println(verdict);
            return verdict.isClean() ? 0 : 1;
        }
    }
}
